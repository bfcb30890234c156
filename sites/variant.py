"""How one and the same site may look: other words, another order, other controls.

What is learned on some variants is measured on others, whose words and controls were never seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, Self, TypeVar

Choice = TypeVar("Choice")

TRAINING: Final = range(32)
"""Numbers of the variants to learn from."""
HELD_OUT: Final = range(100, 104)
"""Numbers of the variants to be judged by, and by nothing else."""
HELD_OUT_SHARE: Final = 3
"""One of so many ways to write a thing, and at least one, is kept for them."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Draws each of a site's choices by the number of the variant and the choice's name.

    Variant 0 takes the first way of everything. The other training variants draw from all ways
    but the last third; those that are held out draw from the last third alone.
    """

    number: int = 0

    @classmethod
    def of(cls, number: int) -> Self:
        """The variant of a number in `TRAINING` or `HELD_OUT`.

        Raises:
            ValueError: it is in neither.
        """
        if number not in TRAINING and number not in HELD_OUT:
            message = f"no variant {number}: they are 0 to 31, and 100 to 103 held out"
            raise ValueError(message)
        return cls(number)

    def choose(self, name: str, ways: Sequence[Choice]) -> Choice:
        """One of at least two ways, the same one at each call."""
        held_out = max(1, len(ways) // HELD_OUT_SHARE)
        if self.number == 0:
            return ways[0]
        known = ways[-held_out:] if self.number in HELD_OUT else ways[:-held_out]
        return self._draw(name).choice(known)

    def arrange(self, name: str, things: Sequence[Choice]) -> tuple[Choice, ...]:
        """The things in this variant's order; variant 0 leaves them as they are."""
        arranged = list(things)
        if self.number:
            self._draw(name).shuffle(arranged)
        return tuple(arranged)

    def _draw(self, name: str) -> Random:
        return Random(f"{self.number}/{name}")  # noqa: S311 looks, not secrets
