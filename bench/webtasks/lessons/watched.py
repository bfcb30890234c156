"""Browsers that remember what was last seen and done, for a script that doesn't act by itself."""

from dataclasses import dataclass

from pydantic import SecretStr

from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Browsers, Files
from errands.contracts.screen import Screen
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect


@dataclass(slots=True)
class WatchedBrowser:
    """Implements `Browser`; `page` is what was last seen, `effect` what came of the last act."""

    browser: Browser
    page: Observation | None = None
    effect: Effect | None = None
    acts: int = 0

    async def observe(self) -> Observation:
        self.page = await self.browser.observe()
        return self.page

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self.effect = await self.browser.perform(action, text)
        self.acts += 1
        return self.effect

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        return await self.browser.scroll(section, back=back)

    async def reveal(self, element: ElementId) -> None:
        await self.browser.reveal(element)

    async def screenshot(self) -> bytes:
        return await self.browser.screenshot()

    async def state(self) -> BrowserState:
        return await self.browser.state()

    @property
    def screen(self) -> Screen:
        return self.browser.screen

    async def close(self) -> None:
        await self.browser.close()


@dataclass(slots=True)
class WatchedBrowsers:
    """Implements `Browsers`; `opened` is the last browser that was."""

    browsers: Browsers
    opened: WatchedBrowser | None = None

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        self.opened = WatchedBrowser(await self.browsers.open(start_url, hosts, state, files))
        return self.opened

    async def close(self) -> None:
        await self.browsers.close()
