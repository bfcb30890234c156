"""What speaks against a new version: its results beside those of the live one, suite by suite."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from errands.contracts.skill import Score
from learning.compare import Pairs, compare
from learning.result import Result, read_results


class NoProofError(ValueError):
    """Results that a proof needs are missing."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite's results with the live version and with the new one."""

    name: str
    before: tuple[Result, ...]
    after: tuple[Result, ...]

    @property
    def pairs(self) -> Pairs:
        return compare(self.before, self.after)

    @property
    def score(self) -> Score:
        """The new version's."""
        successes = sum(result.ok for result in self.after)
        return Score(suite=self.name, conversations=len(self.after), successes=successes)


@dataclass(frozen=True, slots=True)
class Proof:
    """`own` is what the skill was trained for, as one; `suites` are all that both have played."""

    own: Suite
    suites: tuple[Suite, ...]

    @classmethod
    def read(cls, before: Path, after: Path, *own: str) -> "Proof":
        """From two folders that hold a `SUITE.jsonl` of results for each suite.

        Several suites of its own are taken together: a site's dozen conversations prove little.

        Raises:
            NoProofError: one holds a suite that the other does not, or none of a name in `own`.
            UnlikeScriptsError: a suite was not played whole in both.
        """
        names = [{path.stem for path in folder.glob("*.jsonl")} for folder in (before, after)]
        if unlike := names[0] ^ names[1]:
            raise NoProofError(f"played with one version alone: {', '.join(sorted(unlike))}")
        if missing := set(own) - names[0]:
            named = ", ".join(sorted(missing))
            raise NoProofError(f"no results of the suite {named} in {before} and {after}")
        suites = {name: _suite(name, before, after) for name in sorted(names[0])}
        return cls(_together([suites[name] for name in own]), tuple(suites.values()))

    def against(self) -> Iterator[str]:
        """Every reason not to let the new version go live; none where it may."""
        if not self.own.pairs.is_better:
            yield f"{self.own.name}: not surely better, {self.own.pairs}"
        for suite in self.suites:
            if suite.pairs.is_worse:
                yield f"{suite.name}: worse, {suite.pairs}"
            yield from _harm(suite)


def _together(suites: list[Suite]) -> Suite:
    """One suite of all; a script is known by its suite too."""
    if len(suites) == 1:
        return suites[0]

    return Suite(
        " and ".join(suite.name for suite in suites),
        tuple(one for suite in suites for one in _named(suite.name, suite.before)),
        tuple(one for suite in suites for one in _named(suite.name, suite.after)),
    )


def _named(suite: str, results: tuple[Result, ...]) -> Iterator[Result]:
    for result in results:
        yield result.model_copy(update={"id": f"{suite} {result.id}"})


def _suite(name: str, before: Path, after: Path) -> Suite:
    runs = [tuple(read_results(folder / f"{name}.jsonl")) for folder in (before, after)]
    return Suite(name, *runs)


def _harm(suite: Suite) -> Iterator[str]:
    """What may never happen counts by itself, whatever else got better."""
    for result in suite.after:
        if result.invented:
            yield f"{suite.name}: invented {', '.join(result.invented)} in {result.id}"
        if result.without_yes:
            yield f"{suite.name}: an effect without a yes in {result.id}"
