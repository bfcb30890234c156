"""Waiting until a page is quiet, within bounds."""

import asyncio
from time import monotonic
from typing import Final

from playwright.async_api import Download, Error, Frame, Page, Request

from errands.backends.playwright_errors import means_replaced
from errands.backends.playwright_reader import Pulse, pulse

_QUIET_MS: Final = 50.0
_PAUSE: Final = 0.02
_BOUND: Final = 5.0
_LOAD_BOUND: Final = 2.5
_REQUEST_BOUND: Final = 1.5
_RESTLESS_BOUND: Final = 2.0
_AWAITED: Final = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})


class Activity:
    """What a page is doing on the network. `navigations` counts its main frame's."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: dict[Request, float] = {}
        self.navigations = 0
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)
        page.on("framenavigated", self._navigated)
        page.on("download", self._downloads)

    def waits(self) -> bool:
        """Whether an answer is due that is likely to change the page."""
        now = monotonic()
        return any(now < until for until in self._open.values())

    def _begin(self, request: Request) -> None:
        if request.resource_type in _AWAITED:
            navigates = request.is_navigation_request()
            self._open[request] = monotonic() + (_BOUND if navigates else _REQUEST_BOUND)

    def _end(self, request: Request) -> None:
        self._open.pop(request, None)

    def _navigated(self, frame: Frame) -> None:
        if frame == self._page.main_frame:
            self.navigations += 1
            self._open.clear()

    def _downloads(self, _: Download) -> None:
        self._open.clear()


async def settle(page: Page, activity: Activity, *, since: float = 0.0) -> Pulse:
    """Returns once the page is loaded and quiet, or a bound is reached.

    `since` is when something was last done to it: it gets a moment to react.
    """
    start = monotonic()
    while True:
        now = monotonic()
        seen = await _look(page)
        if now - start > _BOUND or _is_quiet(seen, activity, waited=now - start, since=since):
            return seen
        await asyncio.sleep(_PAUSE)


async def stirs(page: Page, activity: Activity, *, within: float) -> bool:
    """Whether the page begins to change within some seconds."""
    end = monotonic() + within
    navigations = activity.navigations
    while monotonic() < end:
        await asyncio.sleep(_PAUSE)
        if activity.waits() or activity.navigations != navigations:
            return True
        if (await _look(page)).quiet < _QUIET_MS:
            return True
    return False


def _is_quiet(seen: Pulse, activity: Activity, *, waited: float, since: float) -> bool:
    if monotonic() - since < _QUIET_MS / 1000 or activity.waits():
        return False
    loaded = seen.ready == "complete" or (seen.ready == "interactive" and waited > _LOAD_BOUND)
    return loaded and (seen.quiet >= _QUIET_MS or waited > _RESTLESS_BOUND)


async def _look(page: Page) -> Pulse:
    while True:
        try:
            return await pulse(page.main_frame)
        except Error as error:
            if not means_replaced(error):
                raise
            await asyncio.sleep(_PAUSE)
