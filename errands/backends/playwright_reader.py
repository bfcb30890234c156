"""What collect.js found in each frame, parsed and joined into one list of sections."""

from asyncio import gather, timeout
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from playwright.async_api import Error, Frame, Page
from pydantic import BaseModel, ConfigDict

from errands.backends.playwright_closed import adopt_closed_roots
from errands.backends.playwright_errors import means_gone
from errands.backends.playwright_nodes import READER, Roller, Target
from errands.backends.playwright_policy import host_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Role, Section, SectionKind

_HERE = Path(__file__).parent
_FILES: Final = (
    *("memo", "hooks", "words", "looks", "sight", "nodes", "census", "scrolls", "collect"),
)
INSTALL: Final = (
    "(() => { if (window[Symbol.for('errands.reader')]) return; const parts = {};\n"
    + "".join(
        f"Object.assign(parts, ({(_HERE / f'{name}.js').read_text().strip()})(parts));\n"
        for name in _FILES
    )
    + "})()"
)
_FRAME_SECONDS: Final = 2.0
_MAX_DEPTH: Final = 4


class _Found(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Heading(_Found):
    kind: SectionKind
    name: str


class _Item(_Found):
    """An element, or (`frame` set) the place where a frame stands."""

    section: int
    ref: int = 0
    element: Element | None = None
    frame: int | None = None


class _Way(_Found):
    """What goes on where it is scrolled, and the section that most of it stands in."""

    section: int
    ref: int
    below: bool
    above: bool


class _Document(_Found):
    token: str
    title: str
    modal: bool
    mute: int
    sections: tuple[_Heading, ...]
    items: tuple[_Item, ...]
    ways: tuple[_Way, ...]


class Pulse(_Found):
    """Which document a frame shows and for how long, in milliseconds, it hasn't changed."""

    token: str
    ready: str
    quiet: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is seen of a page. `targets` stand in the order of the elements' ids, from 1.

    `rollers` are known by the place of their section.
    """

    token: str
    title: str
    sections: tuple[Section, ...]
    targets: tuple[Target, ...]
    rollers: dict[int, Roller]


@dataclass(frozen=True, slots=True)
class _Placed:
    heading: _Heading
    element: Element
    frame: Frame
    ref: int
    way: _Way | None


async def pulse(frame: Frame) -> Pulse:
    return Pulse.model_validate(await _evaluate(frame, "page.pulse()"))


async def read(page: Page) -> Reading:
    """Collects the page with its frames and numbers the controls."""
    return _numbered(page, *await _read_frame(page.main_frame, depth=0))


async def read_calm(page: Page, quiet: float) -> Reading | None:
    """The same in one go where the page is loaded and has been quiet for so many milliseconds.

    `None` where it isn't, or where more than one script has to be asked.
    """
    if page.main_frame.child_frames:
        return None
    found = await page.evaluate(f"(quiet) => {READER}?.calm(quiet) ?? null", quiet)
    document = None if found is None else _Document.model_validate_json(found)
    if document is None or document.mute or page.main_frame.child_frames:
        return None
    return _numbered(page, document, _placed(document, page.main_frame, {}))


def _numbered(page: Page, document: _Document, placed: Sequence[_Placed]) -> Reading:
    targets: list[Target] = []
    numbered: list[_Placed] = []
    main = _host_of(page.main_frame)
    hosts = {frame: _host_of(frame) for frame in {item.frame for item in placed}}
    for item in placed:
        number = ElementId(len(targets) + 1) if item.ref else ElementId(0)
        host = "" if hosts[item.frame] == main else hosts[item.frame]
        element = item.element
        if (number, host) != (element.id, element.frame_host):
            element = element.model_copy(update={"id": number, "frame_host": host})
            item = replace(item, element=element)  # noqa: PLW2901 the numbered one
        if item.ref:
            targets.append(Target(item.frame, item.ref, element))
        numbered.append(item)
    sections, rollers = _sections(numbered)
    return Reading(document.token, document.title, sections, tuple(targets), rollers)


def _host_of(frame: Frame) -> str:
    """Whose document a frame shows; one without an address is its parent's."""
    while frame.parent_frame is not None and (not frame.url or frame.url.startswith("about:")):
        frame = frame.parent_frame
    return host_of(frame.url)


async def _evaluate(frame: Frame, expression: str) -> object:
    # The reader is installed when a document begins; the first page of a pop-up, and one
    # that was written into (document.open), may have missed that.
    script = f"() => {{ const page = {READER}; return page ? {expression} : null; }}"
    found: object = await frame.evaluate(script)
    if found is None:
        await frame.evaluate(INSTALL)
        found = await frame.evaluate(script)
    return found


async def _read_frame(frame: Frame, depth: int) -> tuple[_Document, list[_Placed]]:
    found = await _evaluate(frame, "page.collect()")
    document = _Document.model_validate_json(str(found))
    if document.mute:
        await adopt_closed_roots(frame)
        found = await _evaluate(frame, f"page.collect({document.mute})")
        document = _Document.model_validate_json(str(found))
    inside = await _read_children(frame, document, depth) if frame.child_frames else {}
    return document, _placed(document, frame, inside)


def _placed(document: _Document, frame: Frame, inside: dict[int, list[_Placed]]) -> list[_Placed]:
    ways = {way.section: way for way in document.ways}
    placed: list[_Placed] = []
    for item in document.items:
        if item.element is not None:
            heading, way = document.sections[item.section], ways.get(item.section)
            placed.append(_Placed(heading, item.element, frame, item.ref, way))
        elif item.frame is not None:
            placed += inside.pop(item.frame, [])
    for rest in inside.values():
        placed += rest
    return placed


async def _read_children(frame: Frame, document: _Document, depth: int) -> dict[int, list[_Placed]]:
    """What the frames inside hold, by their place; those out of sight are left out.

    A frame inside a closed shadow root has no place (-1, -2, ...) and comes last.
    """
    if depth >= _MAX_DEPTH:
        return {}
    found = await gather(*(_read_child(child, depth) for child in frame.child_frames))
    inside: dict[int, list[_Placed]] = {}
    for place, placed in found:
        if place is not None and (place >= 0 or not document.modal):
            inside[place if place >= 0 else -1 - len(inside)] = placed
    return inside


async def _read_child(child: Frame, depth: int) -> tuple[int | None, list[_Placed]]:
    # One broken or endlessly loading frame must not hide the page around it.
    try:
        async with timeout(_FRAME_SECONDS):
            element = await child.frame_element()
            place: int = await element.evaluate(f"(el) => {READER}?.frameAt(el) ?? -2")
            if place == -2:  # noqa: PLR2004 out of sight
                return None, []
            return place, (await _read_frame(child, depth + 1))[1]
    except TimeoutError:
        return None, []
    except Error as error:
        if means_gone(error) and child.page.is_closed():
            raise
        return None, []


def _sections(placed: Sequence[_Placed]) -> tuple[tuple[Section, ...], dict[int, Roller]]:
    runs = [
        (heading, tuple(items)) for heading, items in groupby(placed, key=lambda item: item.heading)
    ]
    following = [*(heading.name for heading, _ in runs[1:]), ""]
    sections: list[Section] = []
    rollers: dict[Roller, int] = {}
    for (heading, items), after in zip(runs, following, strict=False):
        elements = tuple(item.element for item in items)
        kept = _without_title(heading.name, elements, after)
        if kept:
            rollers |= {Roller(i.frame, i.way.ref): len(sections) for i in items if i.way}
            sections.append(Section(kind=heading.kind, name=heading.name, elements=kept))
    ways = {Roller(item.frame, item.way.ref): item.way for item in placed if item.way}
    for roller, place in rollers.items():
        way = ways[roller]
        going = {"above": way.above, "below": way.below}
        sections[place] = sections[place].model_copy(update=going)
    return tuple(sections), {place: roller for roller, place in rollers.items()}


def _without_title(name: str, elements: tuple[Element, ...], after: str) -> tuple[Element, ...]:
    """The heading that names a section isn't said twice."""
    first = elements[0]
    if first.role is not Role.HEADING or first.name != name:
        return elements
    if len(elements) > 1 or after == name:
        return elements[1:]
    return elements
