"""What the largest simulated fleet comes to with more people, and what its Redis is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from bench.capacity.measured import STEPS, commands_a_turn, look_seconds
from bench.capacity.service import SERVER_CORES
from bench.capacity.sizing import Sized
from errands.settings import Settings
from services.worker.reconciler import MISSED_LOOKS

PEOPLE: Final = (1_000, 10_000, 100_000)
ASKED_OF_EACH: Final = 3
"""Commands of a look for each session that had a turn within the last minute."""
TIDIED: Final = 3
"""More, within a script, for each of those without an unfinished turn."""


@dataclass(frozen=True, slots=True)
class Redis:
    """By what `make bench-recovery` has on record."""

    commands_a_turn: int
    look_seconds: float

    @classmethod
    def on_record(cls, text: str) -> "Redis":
        return cls(commands_a_turn(text), look_seconds(text))


def told(largest: Sized, redis: Redis) -> Iterator[str]:
    """Everything grows in step: what one person of `largest` needs, so many times."""
    every = _setting("reconcile_seconds")
    fleet = largest.fleet
    turns = largest.mean_of(lambda seen: len(seen.turns) / seen.seconds) / fleet.sessions
    steps = largest.mean_of(lambda seen: seen.steps / seen.seconds) / fleet.sessions
    busy = largest.mean_of(lambda seen: seen.worker_share) * fleet.workers / fleet.sessions
    look = ASKED_OF_EACH + TIDIED * (1 - busy)
    yield f"Read on from {fleet.sessions} people. Of Redis's commands the least is that of turns of"
    yield f"one step ({redis.commands_a_turn}, `make bench-recovery`), the most as many for each of"
    yield f"{STEPS:g} steps. A look of a reconciler asks each session that had a turn within the"
    yield f"last minute ({1000 * redis.look_seconds:.2f} ms each); then it rests for {every:g} s."
    yield ""
    yield (
        "| people | workers | model servers | their cores | steps/s | turns/s"
        " | commands/s of turns | a look, s | commands/s of a reconciler |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for people in PEOPLE:
        servers = ceil(people * fleet.servers / fleet.sessions)
        low = people * turns * redis.commands_a_turn
        seconds = people * redis.look_seconds
        yield (
            f"| {people:,} | {ceil(people * fleet.workers / fleet.sessions):,} | {servers:,} "
            f"| {servers * SERVER_CORES:,} | {people * steps:,.0f} | {people * turns:,.0f} "
            f"| {_round(low)} to {_round(low * STEPS)} | {seconds:.1f} "
            f"| {_round(people * look / (seconds + every))} |"
        )
    yield ""
    yield f"A reconciler whose look takes over {MISSED_LOOKS * every:g} s counts as hanging: from"
    yield f"{_round(MISSED_LOOKS * every / redis.look_seconds)} people on. Turns of more than"
    yield f"{_setting('max_sessions_waiting'):,.0f} sessions within a minute are refused, unless"
    yield "`max_sessions_waiting` says otherwise."


def _setting(name: str) -> float:
    return float(Settings.model_fields[name].default)


def _round(value: float) -> str:
    """To two figures."""
    digits = len(str(int(value))) - 2
    return f"{round(value, -digits):,.0f}"
