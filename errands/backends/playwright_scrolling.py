"""Scrolling on where a page holds something back, until something new is seen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from playwright.async_api import Page

from errands.backends.newcomers import newcomers
from errands.backends.playwright_nodes import Roller
from errands.backends.playwright_reader import Reading
from errands.backends.playwright_settle import Activity, stirs
from errands.contracts.step import NOTHING_MORE, Effect, EffectKind

_MOST_TURNS: Final = 8
_MOST_SECONDS: Final = 10.0
_COMES: Final = 0.4
_COMES_AT_LAST: Final = 1.0
_LOADS: Final = 3.0


@dataclass(frozen=True, slots=True)
class Scroll:
    """`look` reads the page once it is quiet again."""

    page: Page
    activity: Activity
    look: Callable[[], Awaitable[Reading]]

    async def on(self, roller: Roller, before: Reading, *, back: bool) -> Effect:
        end = monotonic() + _MOST_SECONDS
        for _ in range(_MOST_TURNS):
            ended = await roller.turn(back=back)
            if ended is None:
                return Effect(kind=EffectKind.STALE)
            came = await self._came(before, patient=ended)
            if came is None:
                return Effect(kind=EffectKind.PAGE_CHANGED)
            if came:
                return Effect(kind=EffectKind.OK, detail=f"{came} more")
            if ended:
                await roller.spend(back=back)
            if ended or monotonic() > end:
                break
        return NOTHING_MORE

    async def _came(self, before: Reading, *, patient: bool) -> int | None:
        """How much is new; `None` where the document is another one.

        One new thing may only say that others are loading.
        """
        until = monotonic() + (_LOADS if patient else _COMES)
        after = await self.look()
        while (came := newcomers(before.sections, after.sections)) <= 1:
            if after.token != before.token or monotonic() > until:
                break
            if not await stirs(
                self.page, self.activity, within=_COMES_AT_LAST if patient else _COMES
            ):
                break
            after = await self.look()
        return None if after.token != before.token else came
