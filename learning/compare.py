"""Two versions on the same scripts, as pairs: which is better, and is either worse."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scipy.stats import binomtest

from learning.result import Result

LEVEL: Final = 0.05
"""Of a one-sided test."""


class UnlikeScriptsError(ValueError):
    """Two runs did not play the same scripts."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """How many scripts both versions did right, only one of them, or neither."""

    both: int
    only_before: int
    only_after: int
    neither: int

    @property
    def gain(self) -> float:
        """By how much of all scripts more are right."""
        scripts = self.both + self.only_before + self.only_after + self.neither
        return (self.only_after - self.only_before) / scripts if scripts else 0.0

    @property
    def better_by_chance(self) -> float:
        """How likely so many gains are, or more, were both alike.

        The exact form of McNemar's test (McNemar 1947), one-sided.
        """
        return _by_chance(self.only_after, self.only_before)

    @property
    def worse_by_chance(self) -> float:
        """How likely so many losses are, or more, were both alike."""
        return _by_chance(self.only_before, self.only_after)

    @property
    def is_better(self) -> bool:
        return self.better_by_chance < LEVEL

    @property
    def is_worse(self) -> bool:
        return self.worse_by_chance < LEVEL

    def __str__(self) -> str:
        return (
            f"{self.gain:+.0%}: {self.only_after} won, {self.only_before} lost,"
            f" {self.both} right both times, {self.neither} never"
            f" (p {self.better_by_chance:.3f} better, {self.worse_by_chance:.3f} worse)"
        )


def compare(before: Iterable[Result], after: Iterable[Result]) -> Pairs:
    """The pairs of two runs of one suite.

    Raises:
        UnlikeScriptsError: a script was played in one of them alone.
    """
    first, second = ({result.id: result.ok for result in run} for run in (before, after))
    if first.keys() != second.keys():
        alone = sorted(first.keys() ^ second.keys())
        raise UnlikeScriptsError(f"played in one run alone: {', '.join(alone[:5])}")
    pairs = [(first[name], second[name]) for name in first]
    return Pairs(
        both=pairs.count((True, True)),
        only_before=pairs.count((True, False)),
        only_after=pairs.count((False, True)),
        neither=pairs.count((False, False)),
    )


def _by_chance(wins: int, losses: int) -> float:
    if not wins + losses:
        return 1.0
    return float(binomtest(wins, wins + losses, alternative="greater").pvalue)
