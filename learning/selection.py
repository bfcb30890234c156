"""Which exercises a dataset is made of, and why the others are not in it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

from learning.balance import Cap, balanced, in_turns, within
from learning.duplicates import ALIKE, distinct, unlike
from learning.exercise import Exercise
from learning.trait import Trait, trait_of


class Reason(StrEnum):
    """Why an exercise is left out, in the order in which that is decided."""

    CONTRADICTION = "another line at the same prompt"
    DUPLICATE = "the same text"
    NEAR = "nearly the same text"
    SITUATION = "enough of its situation"
    CAP = "above a cap"
    MOST = "above the most of its skill"


class Selection(BaseModel):
    """What is chosen; `most`, `most_alike` and `most_clicks` are numbers of samples.

    Exercises that differ in `turns` take turns, and each such group is balanced by itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    most: int = 900
    most_alike: int = 80
    most_clicks: int = 20
    alike: float = ALIKE
    turns: tuple[Trait, ...] = (Trait.SITE,)
    caps: tuple[Cap, ...] = ()
    seed: int = 1


Step: TypeAlias = Callable[[list[Exercise]], list[Exercise]]


@dataclass(frozen=True, slots=True)
class Selected:
    kept: list[Exercise]
    dropped: Counter[Reason] = field(default_factory=Counter)


def selected(exercises: Sequence[Exercise], how: Selection) -> Selected:
    """What is kept of exercises of one skill that don't contradict each other."""
    dropped: Counter[Reason] = Counter()

    def through(these: list[Exercise], steps: Iterable[tuple[Reason, Step]]) -> list[Exercise]:
        for reason, step in steps:
            left = step(these)
            dropped[reason] += len(these) - len(left)
            these = left
        return these

    groups = [through(group, _of_a_group(how)) for group in _groups(exercises, how.turns)]
    return Selected(through(in_turns(groups), _of_all(how)), dropped)


def _groups(exercises: Iterable[Exercise], turns: Sequence[Trait]) -> list[list[Exercise]]:
    groups: dict[tuple[str, ...], list[Exercise]] = defaultdict(list)
    for exercise in exercises:
        groups[tuple(trait_of(exercise, trait) for trait in turns)].append(exercise)
    return list(groups.values())


def _of_a_group(how: Selection) -> Iterator[tuple[Reason, Step]]:
    # Which of two that are alike stays is up to the seed, as it is with those of one situation.
    yield Reason.DUPLICATE, lambda these: _shuffled(distinct(these), how.seed)
    yield Reason.NEAR, lambda these: unlike(these, how.alike)
    yield Reason.SITUATION, lambda these: balanced(these, how.most_alike, how.most_clicks)


def _of_all(how: Selection) -> Iterator[tuple[Reason, Step]]:
    yield Reason.CAP, lambda these: within(these, how.caps)
    yield Reason.MOST, lambda these: these[: how.most]


def _shuffled(exercises: list[Exercise], seed: int) -> list[Exercise]:
    shuffled = list(exercises)
    Random(seed).shuffle(shuffled)  # noqa: S311 an order, not a secret
    return shuffled
