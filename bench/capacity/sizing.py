"""How many workers and model servers a number of people needs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bench.capacity.service import Errand, ModelServer
from bench.capacity.simulation import Fleet, Seen, quantile, simulate

LONGEST_WAIT: Final = 1.0
"""Seconds from a message to its first step, for 19 of 20."""
SLOWEST_ANSWER: Final = 1.5
"""Seconds of a question to the model, for 19 of 20."""
_TURNS: Final = 800
"""About so many are looked at."""


@dataclass(frozen=True, slots=True)
class Sized:
    fleet: Fleet
    seen: Seen


def size(sessions: int, errand: Errand, server: ModelServer) -> Sized:
    """The fewest model servers with workers enough, then the fewest workers with those servers."""
    run = _runner(errand, server)
    ample = Fleet(sessions=sessions, workers=sessions, servers=1)
    servers = _least(
        max(1, sessions // 15),
        lambda n: quantile(run(replace(ample, servers=n)).asked, 0.95) <= SLOWEST_ANSWER,
    )
    fleet = replace(ample, servers=servers)
    workers = _least(
        max(1, sessions // 4),
        lambda n: quantile(run(replace(fleet, workers=n)).waits, 0.95) <= LONGEST_WAIT,
    )
    found = replace(fleet, workers=workers)
    return Sized(found, run(found))


def _runner(errand: Errand, server: ModelServer) -> Callable[[Fleet], Seen]:
    cycle = errand.thinks + errand.steps
    known: dict[Fleet, Seen] = {}

    def run(fleet: Fleet) -> Seen:
        if fleet not in known:
            seconds = max(60.0, _TURNS * cycle / fleet.sessions)
            known[fleet] = simulate(fleet, errand, server, seconds=seconds, warm_up=40)
        return known[fleet]

    return run


def _least(guess: int, enough: Callable[[int], bool]) -> int:
    """By doubling or halving from a guess, then by halves: more is never worse."""
    low, high = 0, guess
    while not enough(high):
        low, high = high, max(high + 1, high * 5 // 4)
    while high - low > max(1, high // 50):
        middle = (low + high) // 2
        low, high = (low, middle) if middle and enough(middle) else (middle, high)
    return high
