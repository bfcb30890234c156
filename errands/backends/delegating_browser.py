"""Browsers that hand all on to others: who adds something overrides the part that it adds to."""

from pydantic import SecretStr

from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Browsers, Files
from errands.contracts.screen import Screen
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect


class DelegatingBrowser:
    """Implements `Browser` by another one."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def observe(self) -> Observation:
        return await self._browser.observe()

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        return await self._browser.perform(action, text)

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        return await self._browser.scroll(section, back=back)

    async def reveal(self, element: ElementId) -> None:
        await self._browser.reveal(element)

    async def screenshot(self) -> bytes:
        return await self._browser.screenshot()

    async def state(self) -> BrowserState:
        return await self._browser.state()

    @property
    def screen(self) -> Screen:
        return self._browser.screen

    async def close(self) -> None:
        await self._browser.close()


class DelegatingBrowsers:
    """Implements `Browsers` by others."""

    def __init__(self, browsers: Browsers) -> None:
        self._browsers = browsers

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        return await self._browsers.open(start_url, hosts, state, files)

    async def close(self) -> None:
        await self._browsers.close()
