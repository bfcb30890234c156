"""What of a tab moves to another browser: its documents' fields, storage, scroll and focus.

A page's own scripts may say anything here: what they tell is bounded, checked, and never trusted
to say where it comes from.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import structlog
from playwright.async_api import Error, Frame, Page
from pydantic import BaseModel, ConfigDict, TypeAdapter

from errands.backends.playwright_policy import host_of
from errands.contracts.browser_state import FieldState, FrameState, PageText, TabState

_CARRY: Final = (Path(__file__).parent / "carry.js").read_text()
_FRAME_SECONDS: Final = 2.0
_MOST_FRAMES: Final = 20
_MOST_BYTES: Final = 1_000_000
"""Of a document; the script keeps to less by itself."""
_ROUNDS: Final = 3
"""How often fields are looked for: some are only there once another one is filled."""

_PLANT: Final = """([origin, entries]) => {
    if (location.origin !== origin || window !== top) return;
    for (const [key, value] of entries) {
        try { sessionStorage.setItem(key, value); } catch { return; }
    }
}"""

Settles: TypeAlias = Callable[[], Awaitable[object]]

_log = structlog.get_logger(__name__)


class _Taken(BaseModel):
    """What `take` tells of a document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    session_storage: tuple[tuple[PageText, PageText], ...]
    fields: tuple[FieldState, ...]
    focus: PageText
    scroll: tuple[int, int]


_WRITTEN: Final = TypeAdapter(list[str])


async def tab_state(page: Page) -> TabState:
    """What is to be seen in a tab, and what its outermost document keeps for it alone."""
    frames = page.frames[:_MOST_FRAMES]
    first, *inner = await asyncio.gather(*map(_frame_state, frames))
    alone = (frame.model_copy(update={"session_storage": ()}) for frame in inner)
    return TabState(frames=(first, *(frame for frame in alone if frame.fields)))


async def _frame_state(frame: Frame) -> FrameState:
    """Its address alone, for a document that can't be asked now or tells nonsense."""
    bare = FrameState(url=frame.url)
    try:
        async with asyncio.timeout(_FRAME_SECONDS):
            raw = await frame.evaluate(f"({_CARRY}).take()")
        taken = _Taken.model_validate(raw)
    except (Error, TimeoutError, ValueError) as error:
        # A page's words may hold anything; the kind of error tells enough.
        _log.info("browser.document_not_read", host=host_of(bare.url), error=type(error).__name__)
        return bare
    state = FrameState(url=bare.url, **taken.model_dump())
    return state if len(state.model_dump_json()) <= _MOST_BYTES else bare


@asynccontextmanager
async def planted(page: Page, tab: TabState | None) -> AsyncIterator[None]:
    """A tab that is opened meanwhile finds what its session storage held."""
    stored = tab.frames[0].session_storage if tab is not None else ()
    if tab is None or not stored:
        yield
        return
    script = f"({_PLANT})({json.dumps([_origin(tab.url), stored])})"
    async with await page.add_init_script(script):
        yield


async def fill_again(page: Page, tab: TabState, settles: Settles) -> None:
    """Puts fields, focus and scroll back where they were, as far as the page has them."""
    for frame, state in _matched(page, tab):
        try:
            async with asyncio.timeout(_FRAME_SECONDS + _ROUNDS):
                lost = await _fill_frame(frame, state, settles)
        except (Error, TimeoutError, ValueError) as error:
            kind = type(error).__name__
            _log.info("browser.document_not_carried", host=host_of(state.url), error=kind)
            continue
        if lost:
            _log.info("browser.fields_not_carried", host=host_of(state.url), fields=lost)


async def _fill_frame(frame: Frame, state: FrameState, settles: Settles) -> int:
    """How many fields don't show what they did. Each is written once: it may act on that."""
    left = [field.model_dump() for field in state.fields]
    for _ in range(_ROUNDS):
        raw = await frame.evaluate(f"(fields) => ({_CARRY}).put(fields)", left)
        written = _WRITTEN.validate_python(raw)
        if not written:
            break
        left = [field for field in left if field["place"] not in written]
        await settles()
    place = {"focus": state.focus, "scroll": state.scroll}
    await frame.evaluate(f"(place) => ({_CARRY}).stand(place)", place)
    fields = [field.model_dump() for field in state.fields]
    return int(await frame.evaluate(f"(fields) => ({_CARRY}).missing(fields)", fields))


def _matched(page: Page, tab: TabState) -> Iterator[tuple[Frame, FrameState]]:
    """The documents that are at the same addresses again, in their order."""
    left = list(tab.frames)
    for frame in page.frames:
        state = next((state for state in left if state.url == frame.url), None)
        if state is not None:
            left.remove(state)
            yield frame, state


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
