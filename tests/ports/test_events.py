"""One suite for every `EventLog`."""

import asyncio
from contextlib import aclosing

import pytest

from errands.contracts.event import Logged, SessionCreated
from errands.contracts.ids import SessionId
from tests.ports.stores import ONE, TWO, Stores


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
