"""Chromium through Playwright: one process, one context a session."""

import asyncio
import json
import os
from typing import Final

from playwright.async_api import Browser as Chromium
from playwright.async_api import BrowserContext, Error, Playwright, async_playwright

from errands.backends.playwright_bounds import Bounds
from errands.backends.playwright_contents import without_databases
from errands.backends.playwright_errors import reason
from errands.backends.playwright_files import Trunk
from errands.backends.playwright_policy import HostGate, IsPrivate, resolves_private
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ports import Files
from errands.contracts.session import HostPolicy
from errands.telemetry.metrics import BROWSER_LAUNCHES

_BOUNDS: Final = Bounds()
_CLOSE: Final = 5.0
_OPENS: Final = 25.0
_ARGUMENTS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class PlaywrightBrowsers:
    """Implements `ports.Browsers`; starts Chromium when first asked, and again if it has died.

    `patience` is how long, in seconds, a control may take to become actionable; `arguments` are
    Chromium's own, beside ours. With a `sandbox` pages are computed by processes that reach
    nothing by themselves. `bounds` are for the pages of each context.
    """

    def __init__(
        self,
        executable_path: str,
        *,
        headless: bool = True,
        patience: float = 3.0,
        is_private: IsPrivate = resolves_private,
        arguments: tuple[str, ...] = (),
        sandbox: bool = True,
        bounds: Bounds = _BOUNDS,
    ) -> None:
        self._executable_path = executable_path
        self._patience_ms = patience * 1000
        self._is_private = is_private
        self._headless = headless
        self._bounds = bounds
        self._arguments = (*_ARGUMENTS, *arguments)
        # Chromium itself refuses one to root.
        self._sandbox = sandbox and os.geteuid() != 0
        self._lock = asyncio.Lock()
        self._driver: Playwright | None = None
        self._chromium: Chromium | None = None

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> PlaywrightBrowser:
        context = await self._new_context(state)
        gate = HostGate(hosts, self._is_private)
        browser = PlaywrightBrowser(
            context, gate, self._patience_ms, Trunk(files, self._bounds), self._bounds
        )
        try:
            if state is None:
                await browser.start(start_url)
            else:
                await browser.restore(state)
        except BaseException:
            await browser.close()
            raise
        return browser

    async def close(self) -> None:
        async with self._lock:
            try:
                async with asyncio.timeout(_CLOSE):
                    if self._chromium is not None:
                        await self._chromium.close()
            except (Error, TimeoutError):
                pass  # stopping the driver below ends what is left of it
            finally:
                if self._driver is not None:
                    await self._driver.stop()
                self._chromium = self._driver = None

    async def _new_context(self, state: BrowserState | None) -> BrowserContext:
        try:
            async with asyncio.timeout(_OPENS):
                return await self._context(state)
        except Error as error:
            raise BrowserGoneError(reason(error)) from error
        except TimeoutError as error:
            # It stands still, and all contexts in it: that gets no better by waiting.
            await self.close()
            raise BrowserGoneError("The browser doesn't respond.") from error

    async def _context(self, state: BrowserState | None) -> BrowserContext:
        chromium = await self._running()
        try:
            return await _context_in(chromium, state)
        except Error:
            # A database that can't be written keeps nobody from going on without it.
            plain = state and without_databases(state)
            if plain != state and chromium.is_connected():
                return await _context_in(chromium, plain)
            # It may have died a moment ago, before word of it came here.
            self._chromium = None if self._chromium is chromium else self._chromium
            return await _context_in(await self._running(), plain)

    async def _running(self) -> Chromium:
        async with self._lock:
            if self._chromium is None or not self._chromium.is_connected():
                if self._driver is None:
                    self._driver = await async_playwright().start()
                self._chromium = await self._launch(self._driver)
            return self._chromium

    async def _launch(self, driver: Playwright) -> Chromium:
        BROWSER_LAUNCHES.inc()
        return await driver.chromium.launch(
            executable_path=self._executable_path,
            headless=self._headless,
            args=[*self._arguments],
            chromium_sandbox=self._sandbox,
            handle_sigterm=False,
            handle_sigint=False,
            handle_sighup=False,
        )


async def _context_in(chromium: Chromium, state: BrowserState | None) -> BrowserContext:
    return await chromium.new_context(
        viewport={"width": 1280, "height": 900},
        locale="en-US",
        accept_downloads=True,
        service_workers="block",
        storage_state=json.loads(state.storage) if state else None,
    )
