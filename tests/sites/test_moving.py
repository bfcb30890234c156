"""Whole errands on the demo sites, each step of them in another browser than the one before."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle

import pytest
from pydantic import SecretStr

from errands.backends.delegating_browser import DelegatingBrowser, DelegatingBrowsers
from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Browsers, Files
from errands.contracts.session import HostPolicy
from errands.contracts.step import Effect
from learning.casting import casting_asked_for
from learning.converse import converse
from learning.days import TODAY
from learning.repertoire import expert_of, person_of
from learning.script import Script
from learning.stage import stage
from learning.wishes.site import SiteName
from tests.integration.playwright_words import left

pytestmark = pytest.mark.browser

SEED = 61
LOOKS = ("0", "9")


class MovingBrowser(DelegatingBrowser):
    """A `Browser` that is left after each action; the next look is another one's."""

    def __init__(self, browsers: Browsers, hosts: HostPolicy, browser: Browser) -> None:
        super().__init__(browser)
        self._browsers = browsers
        self._hosts = hosts
        self._has_acted = False
        self.moves = 0

    async def observe(self) -> Observation:
        if self._has_acted:
            await self._move()
        return await super().observe()

    async def _move(self) -> None:
        kept = await left(self._browser)
        self._browser = await self._browsers.open(kept.url, self._hosts, kept)
        self._has_acted = False
        self.moves += 1

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        self._has_acted = True
        return await super().perform(action, text)


class MovingBrowsers(DelegatingBrowsers):
    """`Browsers` whose browsers move."""

    def __init__(self, browsers: Browsers) -> None:
        super().__init__(browsers)
        self.opened: list[MovingBrowser] = []

    async def open(
        self,
        start_url: str,
        hosts: HostPolicy,
        state: BrowserState | None,
        files: Files | None = None,
    ) -> Browser:
        browser = await super().open(start_url, hosts, state, files)
        self.opened.append(MovingBrowser(self._browsers, hosts, browser))
        return self.opened[-1]


def scripts() -> Iterator[Script]:
    """One errand a site, in this look or that: each takes ten seconds."""
    for site, look in zip(SiteName, cycle(LOOKS), strict=False):
        casting = casting_asked_for(site, look, "plain", 0)
        yield from casting.scripts(1, SEED, TODAY)


@pytest.mark.timeout(300)
async def test_an_errand_that_moves_at_every_step_comes_out_right() -> None:
    played = list(scripts())
    wrong = []
    async with stage(played) as world:
        for script in played:
            moving = MovingBrowsers(world.browsers)
            person = person_of(script)
            place = replace(world.place(script), browsers=moving)
            talk = await converse(person, expert_of(person, TODAY), place)
            assert moving.opened[0].moves > 2
            if not world.episode(script, talk).ok:
                wrong.append((script.site, script.variant, talk.reasons, talk.session.history[-4:]))
    assert wrong == []
