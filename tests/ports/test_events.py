"""One suite for every `EventLog`."""

import asyncio
from contextlib import aclosing

import pytest

from errands.contracts.errors import FencedError
from errands.contracts.event import Logged, SessionCreated, TurnEnded, TurnQueued
from errands.contracts.ids import SessionId
from tests.ports.stores import (
    FIRST,
    ONE,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_step,
    a_turn,
    running,
    said,
)


def an_event(number: int, session: SessionId = ONE) -> SessionCreated:
    return SessionCreated(session=session, at=number)


async def take(stores: Stores, count: int, after: str | None = None) -> list[Logged]:
    """The next events, heartbeats left out."""
    found: list[Logged] = []
    async with asyncio.timeout(60), aclosing(stores.events.follow(ONE, after)) as events:
        async for logged in events:
            if logged is not None:
                found.append(logged)
            if len(found) == count:
                break
    return found


async def test_all_events_in_order_however_many(stores: Stores) -> None:
    ids = [await stores.events.append(an_event(n)) for n in range(250)]
    events = await take(stores, 250)
    assert [logged.id for logged in events] == ids
    assert [logged.event.at for logged in events] == list(range(250))
    assert len(set(ids)) == 250


async def test_a_reader_resumes_after_any_event_without_a_gap(stores: Stores) -> None:
    ids = [await stores.events.append(an_event(n)) for n in range(12)]
    for position, after in enumerate(ids[:-1]):
        rest = await take(stores, 11 - position, after)
        assert [logged.id for logged in rest] == ids[position + 1 :]


async def test_a_reader_gets_events_that_come_while_it_waits(stores: Stores) -> None:
    reading = asyncio.create_task(take(stores, 60))
    for number in range(60):
        await stores.events.append(an_event(number))
    assert [logged.event.at for logged in await reading] == list(range(60))


async def test_readers_do_not_take_events_from_each_other(stores: Stores) -> None:
    readers = [asyncio.create_task(take(stores, 20)) for _ in range(3)]
    for number in range(20):
        await stores.events.append(an_event(number))
    first, *others = await asyncio.gather(*readers)
    assert len(first) == 20
    assert all(other == first for other in others)


async def test_a_quiet_session_gives_heartbeats_and_then_events(stores: Stores) -> None:
    async with aclosing(stores.events.follow(ONE, None)) as events:
        assert await anext(events) is None
        await stores.events.append(an_event(1, TWO))
        assert await anext(events) is None
        await stores.events.append(an_event(1))
        logged = await anext(events)
        assert logged is not None
        assert logged.event == an_event(1)


async def test_sessions_are_apart(stores: Stores) -> None:
    await stores.events.append(an_event(1, TWO))
    await stores.events.append(an_event(2, ONE))
    assert [logged.event for logged in await take(stores, 1)] == [an_event(2)]


@pytest.mark.parametrize("after", ["", "x", "1", "1-", "-1-1", "1-1-1", "$", "1-1\n", "9" * 21])
async def test_what_was_never_an_id_is_refused_at_once(stores: Stores, after: str) -> None:
    with pytest.raises(ValueError, match="id"):
        stores.events.follow(ONE, after)


async def test_an_id_with_too_great_a_number_is_refused(stores: Stores) -> None:
    with pytest.raises(ValueError, match="64"):
        stores.events.follow(ONE, f"{2**64}-0")


async def test_a_turn_is_told_of_as_it_is_queued_and_once(stores: Stores) -> None:
    await stores.sessions.create(a_session(), {})
    odd = a_turn(FIRST, message='"number":0')
    await stores.turns.add(odd, "key")
    await stores.turns.add(a_turn(SECOND, message='"number":0'), "key")
    second = await stores.turns.add(a_turn(SECOND), None)
    await stores.turns.add(a_turn(SECOND), None)
    told = [event.turn for event in await stores.told() if isinstance(event, TurnQueued)]
    assert told == [odd.model_copy(update={"number": 1}), second]


async def test_what_a_write_makes_true_is_told_with_it_and_once(stores: Stores) -> None:
    await stores.sessions.create(a_session(), {})
    turn = await stores.turns.add(a_turn(), None)
    fence = (await stores.lease()).fence
    session = a_session().model_copy(update={"turns": 1})
    for _ in range(2):  # a call whose answer was lost is made again
        await stores.turns.save(running(turn), fence, an_event(1))
        await stores.sessions.save(session, fence, an_event(2))
        await stores.journal.finish(a_step(1), fence, an_event(3))
        await stores.turns.save(said(turn), fence, an_event(4), an_event(5))
    assert [event.at for event in (await stores.told())[1:]] == [1, 2, 3, 4, 5]


async def test_what_is_not_written_is_not_told(stores: Stores) -> None:
    await stores.sessions.create(a_session(), {})
    turn = await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    for write in (
        stores.turns.save(said(turn), stale.fence, an_event(1)),
        stores.sessions.save(a_session(), stale.fence, an_event(1)),
        stores.journal.finish(a_step(1), stale.fence, an_event(1)),
    ):
        with pytest.raises(FencedError):
            await write
    fence = (await stores.lease()).fence
    await stores.turns.cancel(ONE, FIRST)
    await stores.turns.save(running(turn), fence, an_event(2))
    assert [type(event) for event in await stores.told()] == [TurnQueued, TurnEnded]
