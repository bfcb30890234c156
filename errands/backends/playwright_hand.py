"""A hand on one control of one page: what every verb is made of."""

import re
from dataclasses import dataclass
from time import monotonic
from typing import Final

from playwright.async_api import ElementHandle, Error, Page
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from errands.backends.options import nearest
from errands.backends.playwright_errors import means_gone, reason
from errands.backends.playwright_nodes import Target
from errands.backends.playwright_settle import Activity, settle, stirs
from errands.contracts.action import Key
from errands.contracts.observation import Element, Role
from errands.contracts.step import Effect, EffectKind

_POPS_UP_SECONDS: Final = 0.6


def ok(detail: str = "") -> Effect:
    return Effect(kind=EffectKind.OK, detail=detail)


def failed(detail: str) -> Effect:
    return Effect(kind=EffectKind.FAILED, detail=detail)


def no_match(wanted: str, options: list[str]) -> Effect:
    return Effect(kind=EffectKind.NO_MATCH, detail=nearest(wanted, options))


@dataclass(frozen=True, slots=True)
class Hand:
    """Acts on one control of one page. `patience` bounds the wait for a control, in ms."""

    page: Page
    activity: Activity
    target: Target
    node: ElementHandle
    patience: float

    async def click(self) -> Effect:
        try:
            await self.node.click(timeout=self.patience, no_wait_after=True)
        except PlaywrightTimeoutError as error:
            return failed(await self._obstacle(error))
        return ok()

    async def press(self, key: Key) -> Effect:
        await self.node.press(key.value, timeout=self.patience, no_wait_after=True)
        return ok()

    async def type(self, text: str) -> None:
        """Clears the field and types key by key: some masks and lists listen to keys only."""
        await self.node.fill("", timeout=self.patience)
        await self.node.type(text, timeout=self.patience)

    async def commit(self, text: str) -> str:
        await self.node.evaluate("el => el.blur()")
        return await self.shown(text)

    async def shown(self, expected: str) -> str:
        """The value as it is shown by now; the expected one where the document has gone."""
        secret = self.target.element.role is Role.PASSWORD_FIELD
        element = await self.now()
        if element is None:
            return "set" if secret else expected
        return element.value

    async def now(self) -> Element | None:
        try:
            return await self.target.now()
        except Error as error:
            if means_gone(error) and self.page.is_closed():
                raise
            return None

    async def pause(self) -> bool:
        """Waits for what the last touch sets off; whether anything began."""
        if not await stirs(self.page, self.activity, within=_POPS_UP_SECONDS):
            return False
        await settle(self.page, self.activity)
        return True

    async def rest(self) -> None:
        await settle(self.page, self.activity, since=monotonic())

    async def _obstacle(self, error: PlaywrightTimeoutError) -> str:
        if re.search("intercepts pointer events", error.message):
            return f"covered by {await self.target.cover() or 'something else'}"
        return reason(error)
