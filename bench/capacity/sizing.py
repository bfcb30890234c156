"""How many workers and model servers a number of people needs."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import mean, stdev
from typing import Final, TypeAlias

from bench.capacity.measured import Measured
from bench.capacity.routing import Routing
from bench.capacity.simulation import Fleet, Seen, quantile, simulate

LONGEST_WAIT: Final = 1.0
"""Seconds from a message to its first step, for 19 of 20."""
SLOWEST_ANSWER: Final = 1.5
"""Seconds of a question to the model, for 19 of 20."""
RUNS: Final = 8
"""Of each fleet, each with other dice."""
_STUDENT: Final = 2.365
"""How many standard errors of so many runs 95 in 100 lie within."""
_TURNS: Final = 300
"""About so many are looked at in a run."""
_FAR: Final = 3.0
"""Times the bound: what is so far beyond it needs no other look."""
_LEAST_SECONDS: Final = 100.0
_CYCLE: Final = 26.0
"""About what a thought and a turn take."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean of the runs, and by how much it may be off (95%)."""

    mean: float
    error: float

    @classmethod
    def of(cls, values: list[float]) -> "Estimate":
        error = _STUDENT * stdev(values) / len(values) ** 0.5 if len(values) > 1 else math.inf
        return cls(mean(values), error)

    def keeps_to(self, bound: float) -> bool:
        """With its error, too."""
        return self.mean + self.error <= bound

    def __str__(self) -> str:
        return f"{self.mean:.2f} ± {self.error:.2f}"


@dataclass(frozen=True, slots=True)
class Sized:
    """A fleet, and what its runs saw."""

    fleet: Fleet
    runs: tuple[Seen, ...]

    @property
    def wait(self) -> Estimate:
        return Estimate.of([quantile(seen.waits, 0.95) for seen in self.runs])

    @property
    def answer(self) -> Estimate:
        return Estimate.of([quantile(seen.asked, 0.95) for seen in self.runs])

    @property
    def is_enough(self) -> bool:
        return self.wait.keeps_to(LONGEST_WAIT) and self.answer.keeps_to(SLOWEST_ANSWER)

    def mean_of(self, told: Callable[[Seen], float]) -> float:
        return mean(told(seen) for seen in self.runs)


def watched(fleet: Fleet, measured: Measured) -> Sized:
    """A fleet as it is. Where the first run waits far too long, it is the only one."""
    seconds = max(_LEAST_SECONDS, _TURNS * _CYCLE / fleet.sessions)
    runs: list[Seen] = []
    for number in range(RUNS):
        runs.append(
            simulate(
                fleet, measured.errand, measured.server, seconds=seconds, warm_up=60, seed=number
            )
        )
        if quantile(runs[0].waits, 0.95) > _FAR * LONGEST_WAIT:
            break
    return Sized(fleet, tuple(runs))


Watch: TypeAlias = Callable[[Fleet, Measured], Sized]


def size(
    sessions: int,
    measured: Measured,
    routing: Routing = Routing.KEPT,
    watch: Watch = watched,
) -> Sized:
    """The fewest model servers with which any number of workers is enough, and the fewest such.

    Of several numbers of workers the fewest ask the model least at once: if with them answers take
    too long, they do so with more.
    """

    @cache
    def seen(servers: int, workers: int) -> Sized:
        fleet = Fleet(sessions=sessions, workers=workers, servers=servers, routing=routing)
        return watch(fleet, measured)

    guess = max(1, sessions // 4)

    @cache
    def with_servers(servers: int) -> Sized:
        nonlocal guess
        guess = least(
            guess, lambda n: n >= sessions or seen(servers, n).wait.keeps_to(LONGEST_WAIT)
        )
        return seen(servers, guess)

    found = least(max(1, sessions // 12), lambda n: with_servers(n).is_enough)
    return with_servers(found)


def least(guess: int, enough: Callable[[int], bool]) -> int:
    """The smallest number from 1 up that is enough, where more is never worse."""
    if enough(guess):
        low, high, step = 0, guess, max(1, guess // 20)
        while high - step > 0 and enough(high - step):
            high, step = high - step, 2 * step
        low = max(0, high - step)
    else:
        low, step = guess, max(1, guess // 20)
        while not enough(low + step):
            low, step = low + step, 2 * step
        high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
