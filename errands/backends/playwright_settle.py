"""Waiting until a page is quiet, within bounds."""

import asyncio
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final
from weakref import WeakKeyDictionary

from playwright.async_api import BrowserContext, Error, Page, Request

from errands.backends.playwright_errors import means_replaced
from errands.backends.playwright_reader import Pulse, Reading, pulse, read, read_calm

_QUIET_MS: Final = 50.0
_PAUSE: Final = 0.02
_BOUND: Final = 5.0
_LOAD_BOUND: Final = 2.5
_REQUEST_BOUND: Final = 1.5
_RESTLESS_BOUND: Final = 2.0
_FRAMES_BOUND: Final = 1.0
_POP_UP_BOUND: Final = 2.0
_AWAITED: Final = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})


@dataclass(frozen=True, slots=True)
class _Awaited:
    page: Page | None
    until: float


class Activity:
    """What the pages of a context wait for on the network. `navigations` counts documents."""

    def __init__(self, context: BrowserContext) -> None:
        self._awaited: dict[Request | Page, _Awaited] = {}
        self._answered: WeakKeyDictionary[Page, float] = WeakKeyDictionary()
        self.navigations = 0
        context.on("request", self._begin)
        context.on("requestfinished", self._end)
        context.on("requestfailed", self._end)
        context.on("page", self._opened)

    def waits(self, page: Page) -> bool:
        """Whether an answer is due that is likely to change the page, or to open another."""
        now = monotonic()
        return any(now < due.until for due in self._awaited.values() if due.page in (page, None))

    def answered(self, page: Page) -> float:
        """When it last got an answer that it had asked for: it may ask for another one."""
        return self._answered.get(page, 0.0)

    def navigated(self, page: Page) -> None:
        self.navigations += 1
        self._drop(page)

    def downloaded(self, page: Page) -> None:
        self._drop(page)

    def _begin(self, request: Request) -> None:
        if request.resource_type in _AWAITED:
            bound = _BOUND if request.is_navigation_request() else _REQUEST_BOUND
            page = page_of(request)
            self._awaited[request] = _Awaited(page, monotonic() + bound)
            if page is not None:
                self._awaited.pop(page, None)

    def _end(self, request: Request) -> None:
        awaited = self._awaited.pop(request, None)
        if awaited is not None and awaited.page is not None:
            self._answered[awaited.page] = monotonic()

    def _opened(self, page: Page) -> None:
        self.navigations += 1
        self._awaited = {
            key: replace(due, page=due.page or page) for key, due in self._awaited.items()
        }
        if page.url in ("", "about:blank"):
            # A pop-up may be announced before it asks for its document.
            self._awaited[page] = _Awaited(page, monotonic() + _POP_UP_BOUND)

    def _drop(self, page: Page) -> None:
        self._awaited = {key: due for key, due in self._awaited.items() if due.page != page}


def page_of(request: Request) -> Page | None:
    """`None` for the first document of a pop-up, whose page Playwright hasn't announced yet."""
    try:
        return request.frame.page
    except Error:
        return None


async def read_settled(page: Page, activity: Activity, *, since: float = 0.0) -> Reading:
    """Reads the page once it has settled: at once, and in one go, where it is quiet already."""
    last = max(since, activity.answered(page))
    if not activity.waits(page) and monotonic() - last >= _QUIET_MS / 1000:
        found = await read_calm(page, _QUIET_MS)
        if found is not None:
            return found
    await settle(page, activity, since=since)
    return await read(page)


async def settle(page: Page, activity: Activity, *, since: float = 0.0) -> Pulse:
    """Returns once the page is loaded and quiet, or a bound is reached.

    `since` is when something was last done to it: it gets a moment to react.
    """
    start = monotonic()
    while True:
        now = monotonic()
        seen = await _look(page)
        if now - start > _BOUND:
            return seen
        last = since if now - start > _RESTLESS_BOUND else max(since, activity.answered(page))
        quiet = not activity.waits(page) and _is_quiet(seen, waited=now - start, since=last)
        if quiet and (now - start > _FRAMES_BOUND or await _frames_stand(page)):
            return seen
        await asyncio.sleep(_PAUSE)


async def stirs(page: Page, activity: Activity, *, within: float) -> bool:
    """Whether the page begins to change within some seconds."""
    start = monotonic()
    end = start + within
    navigations = activity.navigations
    while monotonic() < end:
        await asyncio.sleep(_PAUSE)
        if activity.waits(page) or activity.navigations != navigations:
            return True
        quiet = (await _look(page)).quiet
        # On a busy machine a look may come late: what changed since the start counts.
        if quiet < max(_QUIET_MS, 1000 * (monotonic() - start) - 1000 * _PAUSE):
            return True
    return False


def _is_quiet(seen: Pulse, *, waited: float, since: float) -> bool:
    if monotonic() - since < _QUIET_MS / 1000:
        return False
    loaded = seen.ready == "complete" or waited > _LOAD_BOUND
    return loaded and (seen.quiet >= _QUIET_MS or waited > _RESTLESS_BOUND)


async def _frames_stand(page: Page) -> bool:
    """Whether the frames inside have their documents."""
    inside = [frame for frame in page.frames if frame.parent_frame is not None]
    try:
        async with asyncio.timeout(_FRAMES_BOUND):
            seen = await asyncio.gather(*map(pulse, inside))
    except (Error, TimeoutError):
        return False
    return all(each.ready == "complete" for each in seen)


async def _look(page: Page) -> Pulse:
    while True:
        try:
            return await pulse(page.main_frame)
        except Error as error:
            if not means_replaced(error):
                raise
            await asyncio.sleep(_PAUSE)
