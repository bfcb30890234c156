"""What has to hold of a session once its last turn has ended; what doesn't is told."""

from collections.abc import Iterator, Sequence
from contextlib import aclosing
from itertools import pairwise
from typing import Final

from bench.recovery.soak.pages import YES
from errands.backends.redis_connection import connect
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_turns import RedisTurns
from errands.contracts.event import Event, TurnEnded, TurnQueued, TurnStarted
from errands.contracts.ids import SessionId
from errands.contracts.turn import StopReason, Turn

_QUIET: Final = 0.05
"""Seconds without an event, after which all have been told."""


async def faults_of(
    redis_url: str, session: SessionId, said: Sequence[str], bookings: int
) -> list[str]:
    async with connect(redis_url) as redis:
        turns = await RedisTurns(redis).all(session)
        events = await _told(RedisEvents(redis, heartbeat=_QUIET), session)
    return [f"{session}: {fault}" for fault in audited(turns, events, said, bookings)]


def audited(
    turns: Sequence[Turn], events: Sequence[Event], said: Sequence[str], bookings: int
) -> list[str]:
    """`said` are the turns that were taken; each yes among them was to book once."""
    return [*_of_turns(turns, said), *_of_events(turns, events), *_of_bookings(turns, bookings)]


async def _told(log: RedisEvents, session: SessionId) -> list[Event]:
    found: list[Event] = []
    async with aclosing(log.follow(session, None)) as following:
        async for logged in following:
            if logged is None:
                break
            found.append(logged.event)
    return found


def _of_turns(turns: Sequence[Turn], said: Sequence[str]) -> Iterator[str]:
    if [turn.id for turn in turns] != list(said):
        yield f"{len(said)} turns were taken, {len(turns)} are known"
    for turn in turns:
        if not turn.ended or not turn.reply:
            yield f"turn {turn.number} is {turn.status}"


def _of_events(turns: Sequence[Turn], events: Sequence[Event]) -> Iterator[str]:
    """One order without gaps: each turn queued once, begun as often as it says, ended once."""
    numbers = [turn.number for turn in turns]
    for kind in (TurnQueued, TurnEnded):
        if [event.turn.number for event in events if isinstance(event, kind)] != numbers:
            yield f"{kind.__name__}s are not one a turn, in order"
    for turn in turns:
        begun = [e.turn.attempts for e in events if isinstance(e, TurnStarted) and _is(e, turn)]
        if begun != [*range(1, turn.attempts + 1)]:
            yield f"turn {turn.number} began as {begun}, and says {turn.attempts}"
    running = [e for e in events if isinstance(e, TurnStarted | TurnEnded)]
    for one, next_one in pairwise(running):
        if one.turn.number != next_one.turn.number and not isinstance(one, TurnEnded):
            yield f"turn {next_one.turn.number} began within turn {one.turn.number}"


def _is(event: TurnStarted, turn: Turn) -> bool:
    return event.turn.id == turn.id


def _of_bookings(turns: Sequence[Turn], bookings: int) -> Iterator[str]:
    confirmed = [turn.stop_reason for turn in turns if turn.message == YES]
    sure = confirmed.count(StopReason.SAID)
    unsure = confirmed.count(StopReason.OUTCOME_UNKNOWN)
    if not sure <= bookings <= sure + unsure:
        yield f"{bookings} bookings, {sure} confirmed and {unsure} of unknown outcome"
