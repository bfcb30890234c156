"""A person's place at a page that they have taken over."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from errands.contracts.ids import ViewerId
from errands.contracts.ports import Clock
from errands.contracts.touch import Mouse, MouseEvent, Touch

MOST_WAITING: Final = 300
"""Touches; a page that takes none for so long loses the oldest."""


@dataclass(slots=True, kw_only=True)
class Seat:
    """`viewer` may act. Times are of the clock's `elapsed`."""

    viewer: ViewerId
    clock: Clock
    gave_back: bool = False
    notices: deque[str] = field(default_factory=lambda: deque(maxlen=5))
    """What is still to be told them."""
    seen_at: float = 0.0
    touched_at: float = 0.0
    _waiting: deque[Touch] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.seen_at = self.touched_at = self.clock.elapsed()

    def seen(self) -> None:
        self.seen_at = self.clock.elapsed()

    def touched(self, touch: Touch) -> None:
        self.touched_at = self.clock.elapsed()
        if self._waiting and _is_move(touch) and _is_move(self._waiting[-1]):
            self._waiting.pop()  # only where it is by now matters
        self._waiting.append(touch)
        self._news.set()

    def give_back(self) -> None:
        self.gave_back = True
        self._news.set()

    async def next(self, within: float) -> Touch | None:
        """The next touch; `None` where none comes in so many seconds, or no more are meant."""
        if not self._waiting and not self.gave_back:
            self._news.clear()
            try:
                async with asyncio.timeout(within):
                    await self._news.wait()
            except TimeoutError:
                return None
        return self._waiting.popleft() if self._waiting else None


def _is_move(touch: Touch) -> bool:
    return isinstance(touch, Mouse) and touch.event is MouseEvent.MOVE
