"""Browsers that remember what was last seen and done, for a script that doesn't act by itself."""

from pydantic import SecretStr

from errands.backends.delegating_browser import DelegatingBrowser, DelegatingBrowsers
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Browsers, Files
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect


class WatchedBrowser(DelegatingBrowser):
    """`page` is what was last seen, `effect` what came of the last of so many `acts`."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.page: Observation | None = None
        self.effect: Effect | None = None
        self.acts = 0

    async def observe(self) -> Observation:
        self.page = await super().observe()
        return self.page

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self.effect = await super().perform(action, text)
        self.acts += 1
        return self.effect


class WatchedBrowsers(DelegatingBrowsers):
    """`opened` is the last browser that was."""

    def __init__(self, browsers: Browsers) -> None:
        super().__init__(browsers)
        self.opened: WatchedBrowser | None = None

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        self.opened = WatchedBrowser(await super().open(start_url, hosts, state, files))
        return self.opened
