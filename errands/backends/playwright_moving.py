"""What of a tab moves to another browser: its documents' fields, storage, scroll and focus."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import structlog
from playwright.async_api import Error, Frame, Page
from pydantic import TypeAdapter

from errands.contracts.browser_state import FrameState, TabState

_CARRY: Final = (Path(__file__).parent / "carry.js").read_text()
_FRAME_SECONDS: Final = 2.0
_ROUNDS: Final = 3
"""How often fields are written: some are only there once another one is."""

_PLANT: Final = """(origins) => {
    for (const [key, value] of origins[location.origin] ?? []) {
        try { sessionStorage.setItem(key, value); } catch { return; }
    }
}"""

_log = structlog.get_logger(__name__)


async def tab_state(page: Page) -> TabState:
    """What is to be seen in a tab, and what its documents keep for it alone."""
    found = await asyncio.gather(*(_frame_state(frame) for frame in page.frames))
    first, *inner = found
    outermost = first or FrameState(url=page.url)
    return TabState(frames=(outermost, *(frame for frame in inner if frame is not None)))


async def _frame_state(frame: Frame) -> FrameState | None:
    """`None` for a document that can't be asked now: it is being replaced, or hangs."""
    try:
        async with asyncio.timeout(_FRAME_SECONDS):
            raw = await frame.evaluate(f"({_CARRY}).take()")
    except (Error, TimeoutError):
        return None
    return TypeAdapter(FrameState).validate_python(raw)


@asynccontextmanager
async def planted(page: Page, tab: TabState | None) -> AsyncIterator[None]:
    """A document that is opened meanwhile finds what its tab's session storage held."""
    frames = tab.frames if tab is not None else ()
    origins = {_origin(frame.url): frame.session_storage for frame in frames}
    if not any(origins.values()):
        yield
        return
    script = f"({_PLANT})({json.dumps(origins)})"
    async with await page.add_init_script(script):
        yield


async def fill_again(page: Page, tab: TabState) -> None:
    """Puts fields, focus and scroll back where they were, as far as the page has them."""
    for frame, state in _matched(page, tab):
        try:
            async with asyncio.timeout(_FRAME_SECONDS):
                lost = await _fill_frame(frame, state)
        except (Error, TimeoutError) as error:
            _log.info("browser.document_not_carried", url=state.url, error=repr(error))
            continue
        if lost:
            _log.info("browser.fields_not_carried", url=state.url, fields=lost)


async def _fill_frame(frame: Frame, state: FrameState) -> int:
    """How many fields don't show what they did."""
    fields = [field.model_dump() for field in state.fields]
    for _ in range(_ROUNDS):
        if not await frame.evaluate(f"(fields) => ({_CARRY}).put(fields)", fields):
            break
    lost: int = await frame.evaluate(f"(fields) => ({_CARRY}).missing(fields)", fields)
    place = {"focus": state.focus, "scroll": state.scroll}
    await frame.evaluate(f"(place) => ({_CARRY}).stand(place)", place)
    return lost


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
