"""Prompts of random tokens that a server has cached as far as those of real turns."""

import random
from dataclasses import dataclass, field
from typing import Final

TOKENS: Final = 361
"""Of a prompt, as `make bench-layout` has it."""
BLOCK: Final = 32
SHARED: Final = 2 * BLOCK
"""That begin every prompt of an adapter: a sixth, in whole blocks."""
KEPT: Final = 6 * BLOCK
"""That a turn's next prompt has in common with the one before: four sevenths, in whole blocks."""
_ORDINARY: Final = range(1000, 40_000)


@dataclass(slots=True)
class Talk:
    dice: random.Random
    _last: list[int] = field(default_factory=list)

    def first(self, adapter: int) -> list[int]:
        """A turn's first prompt."""
        shared = random.Random(adapter).choices(_ORDINARY, k=SHARED)  # noqa: S311
        return self._grown(shared)

    def later(self) -> list[int]:
        return self._grown(self._last[:KEPT])

    def _grown(self, begun: list[int]) -> list[int]:
        self._last = begun + self.dice.choices(_ORDINARY, k=TOKENS - len(begun))
        return self._last
