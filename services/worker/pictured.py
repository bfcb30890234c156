"""A browser that takes a picture of each page while the model decides what to do on it."""

import asyncio
from typing import Final

import structlog
from pydantic import SecretStr

from errands.contracts.action import PageAction
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import BrowserError
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser
from errands.contracts.screen import Screen
from errands.contracts.step import Effect

PATIENCE: Final = 2.0
"""Seconds; an action waits no longer for a picture."""

_log = structlog.get_logger(__name__)


class PicturedBrowser:
    """A `Browser`. No picture is taken while something is done on the page."""

    def __init__(self, browser: Browser, patience: float = PATIENCE) -> None:
        self._browser = browser
        self._patience = patience
        self._taking: asyncio.Task[bytes | None] | None = None

    async def observe(self) -> Observation:
        await self.picture()
        seen = await self._browser.observe()
        self._taking = asyncio.create_task(self._take())
        return seen

    async def picture(self) -> bytes | None:
        """Of the page as it was last observed."""
        return None if self._taking is None else await self._taking

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect:
        await self.picture()
        return await self._browser.perform(action, text)

    async def scroll(self, section: int, *, back: bool = False) -> Effect:
        await self.picture()
        return await self._browser.scroll(section, back=back)

    async def reveal(self, element: ElementId) -> None:
        await self.picture()
        await self._browser.reveal(element)

    async def screenshot(self) -> bytes:
        await self.picture()
        return await self._browser.screenshot()

    async def state(self) -> BrowserState:
        await self.picture()
        return await self._browser.state()

    @property
    def screen(self) -> Screen:
        return self._browser.screen

    async def close(self) -> None:
        await self.picture()
        await self._browser.close()

    async def _take(self) -> bytes | None:
        try:
            async with asyncio.timeout(self._patience):
                return await self._browser.screenshot()
        except (BrowserError, TimeoutError) as error:
            # A step without a picture is a step all the same.
            _log.info("picture.not_taken", error=repr(error))
            return None
