"""What has to hold of a session once all its turns have ended, whatever happened on the way."""

from collections import Counter
from itertools import pairwise

from redis.asyncio import Redis

from errands.backends.redis_layout import SessionKeys
from errands.backends.told import EVENT
from errands.contracts.event import Event, StepTaken, TurnEnded, TurnQueued, TurnStarted
from errands.contracts.ids import SessionId, TurnId
from errands.contracts.session import SessionStatus, Speaker
from errands.contracts.turn import StopReason, Turn
from tests.ports.stores import Stores


async def events_of(client: Redis, session: SessionId, namespace: str = "errands") -> list[Event]:
    found = await client.xrange(SessionKeys(namespace, session).events)
    return [EVENT.validate_json(fields[b"event"]) for _, fields in found]


async def assert_whole(
    stores: Stores, events: list[Event], session: SessionId, effects: Counter[TurnId]
) -> None:
    """Every turn ended once, and was told of once; every effect is known of; all was heard once."""
    turns = await stores.turns.all(session)
    assert await stores.turns.next(session) is None
    assert session not in (await stores.leases.waiting()).orphans
    for turn in turns:
        assert turn.ended
        assert turn.reply
        await assert_known(stores, turn, effects[turn.id])
    await assert_told(stores, events, turns)
    now = await stores.sessions.load(session)
    heard = [line.text for line in now.chat if line.speaker is Speaker.USER]
    if now.status is not SessionStatus.CLOSED:
        assert heard == [turn.message for turn in turns if turn.attempts]


async def assert_known(stores: Stores, turn: Turn, effects: int) -> None:
    """An effect happened once at most, and nobody hears of it otherwise than it was."""
    assert effects <= 1
    finished = await stores.journal.steps(turn.session, turn.id)
    begun = await stores.journal.interrupted(turn.session, turn.id)
    if begun is not None and begun.irreversible:
        assert turn.stop_reason is StopReason.OUTCOME_UNKNOWN
    else:
        assert effects == sum(step.irreversible for step in finished)


async def assert_told(stores: Stores, events: list[Event], turns: tuple[Turn, ...]) -> None:
    begun = [turn for turn in turns if turn.attempts]
    assert [e.turn.number for e in events if isinstance(e, TurnQueued)] == [
        turn.number for turn in turns
    ]
    ended = [event.turn for event in events if isinstance(event, TurnEnded)]
    assert [turn.id for turn in ended if turn.attempts] == [turn.id for turn in begun]
    assert sorted(ended, key=lambda turn: turn.number) == [*turns]
    for one, next_one in pairwise(begun):
        assert _place(events, TurnEnded, one) < _place(events, TurnStarted, next_one)
    for turn in begun:
        assert [e.turn.attempts for e in events if _is(e, TurnStarted, turn)] == [
            *range(1, turn.attempts + 1)
        ]
        finished = await stores.journal.steps(turn.session, turn.id)
        taken = [e.step for e in events if isinstance(e, StepTaken) and e.step.turn == turn.id]
        assert [step.number for step in taken] == [step.number for step in finished]


def _is(event: Event, kind: type[TurnStarted] | type[TurnEnded], turn: Turn) -> bool:
    return isinstance(event, kind) and event.turn.id == turn.id


def _place(events: list[Event], kind: type[TurnStarted] | type[TurnEnded], turn: Turn) -> int:
    return next(place for place, event in enumerate(events) if _is(event, kind, turn))
