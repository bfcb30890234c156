"""All that a context holds: its tabs and its storage, opened, restored and kept."""

import asyncio
import json
from time import monotonic
from typing import Any, Final

import structlog
from playwright.async_api import BrowserContext, Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from pydantic import TypeAdapter

from errands.backends.playwright_errors import means_gone, means_unreachable
from errands.backends.playwright_moving import fill_again, planted, tab_state
from errands.backends.playwright_policy import HostGate, host_of
from errands.backends.playwright_reader import INSTALL
from errands.backends.playwright_settle import settle
from errands.backends.playwright_tabs import Tabs
from errands.contracts.browser_state import BrowserState, TabState
from errands.contracts.errors import HostBlockedError, UnreachableError

_STARTS_MS: Final = 15_000.0
_OTHER_SECONDS: Final = 8.0
_OTHERS_SECONDS: Final = 20.0
"""For tabs that aren't the current one, each and all: the errand goes on without them."""
_MOST_TABS: Final = 10
_DATABASE_SECONDS: Final = 3.0
_MOST_STORAGE: Final = 5_000_000
"""Characters with databases; with more of them they stay behind."""

_log = structlog.get_logger(__name__)


class Contents:
    """Of one context. Playwright's own errors pass through."""

    def __init__(self, context: BrowserContext, gate: HostGate, tabs: Tabs) -> None:
        self._context = context
        self._gate = gate
        self._tabs = tabs
        self._takes_databases = True

    async def start(self, url: str) -> None:
        """The first tab. Raises `HostBlockedError`, `UnreachableError`."""
        await self._guard()
        await self._open(url)

    async def restore(self, state: BrowserState) -> None:
        """The tabs of another context, as many as can be. Raises as `start`, for the current one.

        What pages open meanwhile by themselves was opened before, and is a tab of its own here.
        """
        await self._guard()
        opened: list[Page] = []
        until = monotonic() + _OTHERS_SECONDS
        for number, tab in enumerate(state.tabs, start=1):
            if number == state.current:
                current = await self._open_again(tab)
                opened.append(current)
            elif (page := await self._perhaps(tab, until)) is not None:
                opened.append(page)
        await self._tabs.keep(opened)
        await self._tabs.choose(current)

    async def state(self) -> BrowserState:
        pages = self._tabs.all
        at = pages.index(self._tabs.current)
        first = max(0, at + 1 - _MOST_TABS)
        storage = await self._storage()
        tabs = await asyncio.gather(*map(tab_state, pages[first : first + _MOST_TABS]))
        return BrowserState(tabs=tuple(tabs), current=at - first + 1, storage=storage)

    async def _guard(self) -> None:
        await self._context.add_init_script(INSTALL)
        await self._gate.guard_context(self._context)

    async def _open(self, url: str, kept: TabState | None = None) -> Page:
        if not await self._gate.admits_page(url):
            raise HostBlockedError(host_of(url))
        page = await self._tabs.open()
        failed = is_silent = False
        self._tabs.unanswered.clear()
        try:
            async with planted(page, kept):
                await page.goto(url, wait_until="commit", timeout=_STARTS_MS)
        except Error as error:
            if means_gone(error):
                raise
            # While a first document is waited for, the tab answers nothing at all.
            is_slow = isinstance(error, PlaywrightTimeoutError) or self._tabs.unanswered.host(page)
            failed, is_silent = True, bool(is_slow) or means_unreachable(error)
        await self._gate.answered()
        # Beside other tabs, one of them may have been refused something just now.
        is_refused = bool(self._gate.refused) and (failed or kept is None)
        if is_refused or is_silent:
            await page.close()
        if is_refused:
            raise HostBlockedError(self._gate.refused[-1])
        if is_silent:
            raise UnreachableError(host_of(url))
        return page

    async def _open_again(self, tab: TabState) -> Page:
        self._gate.refused.clear()
        if not tab.url.startswith("http"):
            # Nothing was there, or Chromium's own word that there was nothing.
            return await self._tabs.open()
        page = await self._open(tab.url, tab)

        async def settles() -> None:
            await settle(page, self._tabs.activity, since=monotonic())

        await settles()
        with self._gate.only_reads():
            await fill_again(page, tab, settles)
        return page

    async def _perhaps(self, tab: TabState, until: float) -> Page | None:
        if monotonic() > until:
            return None
        try:
            async with asyncio.timeout(_OTHER_SECONDS):
                return await self._open_again(tab)
        except (HostBlockedError, UnreachableError, TimeoutError, Error) as error:
            kind = type(error).__name__
            _log.info("browser.tab_not_carried", host=host_of(tab.url), error=kind)
            return None

    async def _storage(self) -> str:
        """With databases as long as pages let them be read."""
        if self._takes_databases:
            try:
                async with asyncio.timeout(_DATABASE_SECONDS):
                    found = json.dumps(await self._context.storage_state(indexed_db=True))
                if len(found) <= _MOST_STORAGE:
                    return found
            except (Error, TimeoutError) as error:
                _log.info("browser.databases_not_read", error=type(error).__name__)
            # Not tried at each step again: it may take that long each time.
            self._takes_databases = False
        return json.dumps(await self._context.storage_state())


def without_databases(state: BrowserState) -> BrowserState:
    """A state that any context takes."""
    stored = TypeAdapter(dict[str, list[dict[str, Any]]]).validate_json(state.storage)
    for origin in stored.get("origins", []):
        origin.pop("indexedDB", None)
    return state.model_copy(update={"storage": json.dumps(stored)})
