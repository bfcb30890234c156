"""How well two judges agree, beyond what chance would make of their habits."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

AnswerT = TypeVar("AnswerT", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`same` of `items`; `kappa` is Cohen's, `None` where both always say one and the same."""

    items: int
    same: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        return self.same / self.items if self.items else None


def agreement(answers: Sequence[tuple[AnswerT, AnswerT]]) -> Agreement:
    """What one said and what the other said, of each item that both judged."""
    items = len(answers)
    same = sum(1 for one, other in answers if one == other)
    if not items:
        return Agreement(0, 0, None)
    ones, others = (Counter(side) for side in zip(*answers, strict=True))
    # In whole numbers: two who always agree are exactly at 1, and chance is exactly at 0.
    chance = sum(count * others[answer] for answer, count in ones.items())
    if chance == items * items:
        return Agreement(items, same, None)
    return Agreement(items, same, (same * items - chance) / (items * items - chance))
