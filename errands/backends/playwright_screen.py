"""A page as people watch it: pictures while somebody asks for them, and their hand on it."""

import asyncio
import base64
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from typing import Any, Final, TypeAlias

from playwright.async_api import CDPSession, Error, Page

from errands.backends.playwright_cover import Cover
from errands.backends.playwright_errors import means_gone
from errands.backends.playwright_masks import Masks
from errands.backends.playwright_nodes import READER, Target
from errands.backends.playwright_policy import HostGate
from errands.backends.playwright_tabs import Tabs
from errands.backends.playwright_touch import Fingers
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element
from errands.contracts.touch import Touch

Seen: TypeAlias = Callable[[], tuple[Target, ...]]
"""What the last observation listed."""

_LOOK: Final = 0.25
"""How soon another tab is noticed."""
_PACE: Final = 0.12
"""Between two pictures."""
_CAST: Final = {"format": "jpeg", "quality": 60, "maxWidth": 1280, "maxHeight": 900}
_TOUCH_SECONDS: Final = 3.0
_STUCK: Final = "The page doesn't answer."


class PlaywrightScreen:
    """Implements `Screen`, of one context."""

    def __init__(self, tabs: Tabs, masks: Masks, gate: HostGate, seen: Seen) -> None:
        self._tabs = tabs
        self._seen = seen
        self._masks = masks
        self._gate = gate
        self._fingers = Fingers()
        self._refused: list[str] = []

    @property
    def size(self) -> tuple[int, int]:
        found = self._tabs.current.viewport_size
        return (found["width"], found["height"]) if found else (0, 0)

    @property
    def address(self) -> str:
        return self._tabs.current.url

    async def pictures(self) -> AsyncGenerator[bytes, None]:
        while not self._tabs.gone.is_set():
            page = self._tabs.current
            try:
                cdp = await page.context.new_cdp_session(page)
                cast = _Cast(page, cdp, Cover(page, cdp, self._masks))
                try:
                    await cast.begin()
                    while page == self._tabs.current and not self._tabs.gone.is_set():
                        jpeg = await cast.picture()
                        if jpeg is not None:
                            yield jpeg
                finally:
                    await cast.end()
            except Error as error:
                if means_gone(error) and self._tabs.gone.is_set():
                    break
                await asyncio.sleep(_LOOK)  # the tab goes away, or its document does
        raise BrowserGoneError

    async def touch(self, touch: Touch) -> None:
        page = self._tabs.current
        try:
            async with asyncio.timeout(_TOUCH_SECONDS):
                await self._fingers.on(page, touch)
        except TimeoutError:
            self._refused.append(_STUCK)
        except Error as error:
            if means_gone(error) and self._tabs.gone.is_set():
                raise BrowserGoneError from error

    async def under(self, x: float, y: float) -> ElementId | None:
        return await self._among(f"([x, y]) => {READER}?.under(x, y) ?? []", [x, y])

    async def focused(self) -> ElementId | None:
        return await self._among(f"() => {READER}?.focused() ?? []")

    async def now(self, element: ElementId) -> Element | None:
        targets = self._seen()
        if not 0 < element <= len(targets):
            return None
        try:
            return await targets[element - 1].now()
        except Error:
            return None  # its document has gone

    async def _among(self, script: str, given: object = None) -> ElementId | None:
        """The first of the page's numbers that the last observation has, of its own document."""
        page = self._tabs.current
        try:
            found: list[int] = await page.evaluate(script, given)
        except Error:
            return None  # its document has gone
        known = {
            target.ref: ElementId(place)
            for place, target in enumerate(self._seen(), start=1)
            if target.frame == page.main_frame
        }
        return next((known[ref] for ref in found if ref in known), None)

    async def refusals(self) -> tuple[str, ...]:
        incidents, refused = self._tabs.incidents, self._gate.refused
        found = [
            *dict.fromkeys(self._refused),
            *(f'The page asked "{words}"; no was answered.' for words in incidents.dialogs),
            *(f"{host} isn't among the session's hosts." for host in dict.fromkeys(refused)),
        ]
        self._refused.clear()
        incidents.clear()
        refused.clear()
        return tuple(found)


class _Cast:
    """One page's pictures, until its tab isn't the current one any more."""

    def __init__(self, page: Page, cdp: CDPSession, cover: Cover) -> None:
        self._page = page
        self._cdp = cdp
        self._cover = cover
        self._newest: dict[str, Any] | None = None
        self._owed: list[int] = []
        """Pictures that Chromium waits to hear of. While it does, it lets some go."""
        self._may_miss = False
        self._came = asyncio.Event()
        self._since = 0.0
        """Pictures from before, in unix seconds, may show what is covered by now."""

    async def begin(self) -> None:
        self._cdp.on("Page.screencastFrame", self._note)
        await self._cover.begin()
        await self._cover.find()
        await self._anew()

    async def picture(self) -> bytes | None:
        """The next one; `None` where none comes for a moment, or where it can't be shown."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK):
                await self._came.wait()
        frame, self._newest = self._newest, None
        owed, self._owed = self._owed, []
        self._came.clear()
        if frame is None:
            if self._may_miss:
                await self._start()
            return None
        began = time.monotonic()
        is_old = frame["metadata"].get("timestamp", 0.0) < self._since
        if not is_old and await self._cover.find():
            await self._anew()
            return None
        await asyncio.sleep(max(0.0, _PACE - (time.monotonic() - began)))
        self._may_miss |= len(owed) + len(self._owed) > 1
        for number in owed:
            with suppress(Error):  # of a cast that was begun anew meanwhile
                await self._cdp.send("Page.screencastFrameAck", {"sessionId": number})
        return None if is_old else base64.b64decode(frame["data"])

    async def end(self) -> None:
        with suppress(Error):
            await self._cdp.send("Page.stopScreencast")
            await self._cover.end()
            await self._cdp.detach()

    async def _anew(self) -> None:
        """With all covered that is to be."""
        await self._cdp.send("Page.stopScreencast")
        await self._cover.drawn()
        self._newest, self._since = None, time.time()
        await self._start()

    async def _start(self) -> None:
        """A page that stands still is drawn only when a cast begins."""
        await self._cdp.send("Page.stopScreencast")
        self._owed, self._may_miss = [], False
        await self._cdp.send("Page.startScreencast", _CAST)

    def _note(self, frame: dict[str, Any]) -> None:
        self._newest = frame
        self._owed.append(frame["sessionId"])
        self._came.set()
