"""One suite for every `Outbox`."""

import pytest

from errands.contracts.event import SessionChanged, SessionCreated
from errands.contracts.ids import WebhookId
from errands.contracts.session import SessionStatus
from tests.ports.stores import FIRST, ONE, TWO, Stores, a_session, a_turn, running, said
from tests.ports.told import HOOK

CREATED = SessionCreated(session=ONE, at=1)
CLOSED = SessionChanged(session=ONE, at=2, status=SessionStatus.CLOSED)


async def last(stores: Stores) -> str:
    return (await stores.events.after(ONE, None, 99))[-1].id


async def settled(stores: Stores) -> None:
    """All is told of session `ONE`."""
    await stores.events.append(CREATED)
    await stores.outbox.rest(ONE, await last(stores))
    assert await stores.outbox.sessions() == ()


async def test_events_are_read_in_pieces_and_by_their_ids(stores: Stores) -> None:
    ids = [await stores.events.append(CREATED.model_copy(update={"at": n})) for n in range(5)]
    first = await stores.events.after(ONE, None, 2)
    assert [one.id for one in first] == ids[:2]
    rest = await stores.events.after(ONE, first[-1].id, 99)
    assert [one.event.at for one in rest] == [2, 3, 4]
    assert await stores.events.after(ONE, ids[-1], 99) == ()
    assert await stores.events.get(ONE, ids[3]) == rest[1]
    assert await stores.events.get(ONE, "1-7") is None
    assert await stores.events.get(TWO, ids[3]) is None


async def test_a_session_has_news_from_an_event_on_until_all_is_told(stores: Stores) -> None:
    first = await stores.events.append(CREATED)
    await stores.events.append(CREATED)
    assert await stores.outbox.sessions() == (ONE,)
    await stores.outbox.rest(ONE, first)
    assert await stores.outbox.sessions() == (ONE,), "there is one more"
    await stores.outbox.rest(ONE, await last(stores))
    assert await stores.outbox.sessions() == ()


async def test_a_session_that_nobody_asks_for_rests_whatever_was_told(stores: Stores) -> None:
    await stores.events.append(CREATED)
    await stores.outbox.rest(ONE, None)
    assert await stores.outbox.sessions() == ()


@pytest.mark.parametrize("what", ["turn", "close", "event"])
async def test_whatever_happens_is_news(stores: Stores, what: str) -> None:
    await settled(stores)
    match what:
        case "turn":
            await stores.turns.add(a_turn(), None)
        case "close":
            await stores.sessions.close(ONE, CLOSED)
        case _:
            await stores.events.append(CREATED)
    assert await stores.outbox.sessions() == (ONE,)


async def test_where_a_turn_waits_or_runs_there_is_no_rest(stores: Stores) -> None:
    turn = await stores.turns.add(a_turn(), None)
    await stores.outbox.rest(ONE, await last(stores))
    assert await stores.outbox.sessions() == (ONE,)
    lease = await stores.lease()
    await stores.turns.save(running(turn), lease.fence)
    await stores.turns.save(said(turn), lease.fence, CREATED)
    await stores.outbox.rest(ONE, await last(stores))
    assert await stores.outbox.sessions() == (ONE,), "its worker may still say something"
    assert await stores.leases.release(lease)
    await stores.outbox.rest(ONE, await last(stores))
    assert await stores.outbox.sessions() == ()


async def test_how_far_each_webhook_was_told_is_kept(stores: Stores) -> None:
    other = WebhookId("other")
    assert await stores.outbox.told(ONE) == {}
    assert await stores.outbox.mark(ONE, HOOK, "1-0")
    assert await stores.outbox.mark(ONE, HOOK, "2-0")
    assert await stores.outbox.mark(ONE, other, "1-0")
    assert await stores.outbox.told(ONE) == {HOOK: "2-0", other: "1-0"}
    assert await stores.outbox.told(TWO) == {}


async def test_nothing_is_kept_of_a_forgotten_session(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    await stores.turns.cancel(ONE, FIRST)
    await stores.outbox.mark(ONE, HOOK, "1-0")
    await stores.sessions.close(ONE, CLOSED)
    assert await stores.sessions.forget(ONE)
    assert await stores.outbox.sessions() == ()
    assert await stores.outbox.told(ONE) == {}
    assert not await stores.outbox.mark(ONE, HOOK, "2-0")
    assert await stores.outbox.told(ONE) == {}
    await stores.sessions.create(a_session(), {})
    assert await stores.outbox.told(ONE) == {}
