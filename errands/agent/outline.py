"""Elements → chunks → lines: the page as a model reads it.

The id stands right after the name, where a small model points best (docs/adr/0002).
"""

import re
from dataclasses import dataclass

from errands.agent.lookalike import bare, folded, skeleton
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation, Role, Section, SectionKind

RENDERER = 1
"""Version of the prompt's form; every recording names the one it was made with."""

MAX_TEXT = 160
"""Characters of one text or name."""
MAX_OPTIONS = 12
"""Options of a select that are listed; the rest are counted."""

_LOOKS_LIKE_ID = re.compile(r"\[\s*(\d+)\s*\]")
_BRACKETS = str.maketrans(
    {
        **dict.fromkeys("<＜〈‹❮⟨《˂﹤≺", "("),
        **dict.fromkeys(">＞〉›❯⟩》˃﹥≻→⇒➜⟶➔", ")"),
        **dict.fromkeys("［【⟦〔", "["),
        **dict.fromkeys("］】⟧〕", "]"),
        **dict.fromkeys('"＂', "'"),
    }
)
"""Marks of the outline, and what looks like them."""
_LIKE_A_LINE = re.compile(
    r"(?:[#=+!<>]|\.\.\.|…|(?:user|you|system|assistant|developer|human|ai|profile|chat|history)\s*[:：]"
    r"|(?:click|fill|select|check|press|open|goto|upload) [\d(@h]|tab \d+$|(?:ask|say) '"
    rf"|(?:{'|'.join(Role)}) ')"
)
"""How lines of ours begin: page text that does so too is moved away from the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the outline; `element` is 0 for text."""

    text: str
    element: ElementId = ElementId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A part of the page that is opened or closed as a whole."""

    name: str
    kind: SectionKind
    lines: tuple[Line, ...]
    controls: int
    needs_input: bool
    """A required field is empty, or a message complains."""

    @property
    def summary(self) -> str:
        return f"{self.name} {self.controls}"


def chunks_of(page: Observation) -> tuple[Chunk, ...]:
    """The page's sections in order, with names that are unique words."""
    taken: set[str] = set()
    return tuple(_chunk(section, taken) for section in page.sections if section.elements)


def _chunk(section: Section, taken: set[str]) -> Chunk:
    lines = [line for e in section.elements if (line := render(e, section.name)) is not None]
    unique = _unique(slug(section.name) or section.kind.value, section.kind.value, taken)
    taken.add(unique)
    return Chunk(
        name=unique,
        kind=section.kind,
        lines=tuple(lines),
        controls=sum(1 for e in section.elements if e.id),
        needs_input=any(
            (e.required and not e.value) or e.invalid or e.role is Role.ALERT
            for e in section.elements
        ),
    )


def _unique(name: str, kind: str, taken: set[str]) -> str:
    """A second section under one heading is called what it is."""
    names = (name, kind, *(f"{kind}-{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in names if candidate not in taken)


def render(element: Element, section: str = "") -> Line | None:
    """One element as one line; `None` where the section's own line says it already."""
    name = plain(element.name)
    match element.role:
        case Role.HEADING:
            return None if name == plain(section) else Line(text=f"= {name}")
        case Role.PARAGRAPH:
            return Line(text=_off_the_edge(name))
        case Role.ALERT:
            return Line(text=f'! "{name}"')
        case _:
            return Line(text=_control(element, name), element=element.id)


def _control(element: Element, name: str) -> str:
    parts = [f'{element.role} "{name}" [{element.id}]']
    if element.value:
        parts.append(f'="{plain(element.value)}"')
    if element.options:
        listed = "|".join(_option(option) for option in element.options[:MAX_OPTIONS])
        more = len(element.options) - MAX_OPTIONS
        parts.append("{" + listed + (f"|+{more}" if more > 0 else "") + "}")
    if element.checked is not None:
        parts.append("on" if element.checked else "off")
    if element.host:
        parts.append(f"-> {element.host}")
    flags = {"required": element.required, "disabled": element.disabled, "invalid": element.invalid}
    parts += [flag for flag, given in flags.items() if given]
    return " ".join(parts)


def named(element: Element) -> str:
    """A control in a line of history, where its id means nothing any more."""
    return f'"{plain(element.name)}"'


def plain(text: str) -> str:
    """Page text as data: one line, bounded, and without look-alikes of our own marks."""
    flat = bare(text).translate(_BRACKETS)
    flat = _LOOKS_LIKE_ID.sub(r"(\1)", flat)
    return flat if len(flat) <= MAX_TEXT else flat[:MAX_TEXT].rsplit(" ", 1)[0] + "..."


def _off_the_edge(text: str) -> str:
    looks = skeleton(text)
    return f"· {text}" if _LIKE_A_LINE.match(looks) or _LIKE_A_LINE.match(folded(text)) else text


def _option(text: str) -> str:
    return plain(text).replace("|", "/").replace("{", "(").replace("}", ")")


def slug(text: str) -> str:
    """A short word for a name: `Your details` → `your-details`."""
    words = re.findall(r"[^\W_]+", text.lower())
    return "-".join(words[:3])


def snake(text: str) -> str:
    """A slot's name for a field's name: `Check-in date` → `check_in_date`."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    joined = "_".join(words[:4])
    return joined if joined[:1].isalpha() else ""
