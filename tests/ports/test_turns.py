"""One suite for every `TurnStore`."""

import asyncio

import pytest

from errands.contracts.errors import (
    FencedError,
    IdempotencyConflictError,
    NotFoundError,
    OverloadedError,
    SessionBusyError,
    SessionClosedError,
)
from errands.contracts.event import TurnEnded, TurnQueued
from errands.contracts.ids import TurnId
from errands.contracts.turn import StopReason, TurnStatus
from tests.ports.stores import (
    BERT,
    FIRST,
    ONE,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_turn,
    running,
    said,
)


async def test_turns_are_numbered_and_run_in_the_order_they_came(stores: Stores) -> None:
    lease = await stores.lease()
    ids = [TurnId(f"turn-{i}") for i in range(5)]
    added = [await stores.turns.add(a_turn(i), None) for i in ids]
    assert [turn.number for turn in added] == [1, 2, 3, 4, 5]
    ran = []
    while (turn := await stores.turns.next(ONE)) is not None:
        ran.append(turn.id)
        await stores.turns.save(running(turn), lease.fence)
        assert await stores.turns.next(ONE) == running(turn)
        await stores.turns.save(said(turn), lease.fence)
    assert ran == ids


async def test_a_turn_is_read_as_it_was_added(stores: Stores) -> None:
    added = await stores.turns.add(a_turn(message="Grüße {}[] 🏨"), None)
    assert added == a_turn(message="Grüße {}[] 🏨").model_copy(update={"number": 1})
    assert await stores.turns.get(ONE, FIRST) == added


async def test_turns_are_read_page_by_page_as_they_are_now(stores: Stores) -> None:
    lease = await stores.lease()
    turns = [await stores.turns.add(a_turn(TurnId(f"turn-{i}")), None) for i in range(12)]
    turns[0] = said(turns[0])
    await stores.turns.save(turns[0], lease.fence)
    turns[10] = (await stores.turns.cancel(ONE, turns[10].id)).turn
    assert await stores.turns.page(ONE, 0, 20) == tuple(turns)
    assert await stores.turns.page(ONE, 0, 2) == tuple(turns[:2])
    assert await stores.turns.page(ONE, 9, 2) == tuple(turns[9:11])
    assert await stores.turns.page(ONE, 11, 2) == tuple(turns[11:])
    for after in (12, 13, 10**30):
        assert await stores.turns.page(ONE, after, 2) == ()
    assert await stores.turns.page(TWO, 0, 2) == ()


async def test_what_does_not_exist_is_not_found(stores: Stores) -> None:
    lease = await stores.lease()
    with pytest.raises(NotFoundError):
        await stores.turns.add(a_turn(session=TWO), None)
    with pytest.raises(NotFoundError):
        await stores.turns.get(ONE, FIRST)
    with pytest.raises(NotFoundError):
        await stores.turns.cancel(ONE, FIRST)
    with pytest.raises(NotFoundError):
        await stores.turns.save(a_turn(), lease.fence)
    assert await stores.turns.next(ONE) is None
    assert not await stores.turns.cancelled(ONE, FIRST)


async def test_the_same_key_and_message_give_the_first_turn(stores: Stores) -> None:
    first = await stores.turns.add(a_turn(), "key")
    again = await stores.turns.add(a_turn(SECOND), "key")
    assert again == first
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_the_same_key_gives_the_turn_as_it_is_now(stores: Stores) -> None:
    lease = await stores.lease()
    first = await stores.turns.add(a_turn(), "key")
    await stores.turns.save(said(first), lease.fence)
    await stores.sessions.close(ONE)
    assert await stores.turns.add(a_turn(SECOND), "key") == said(first)


async def test_a_session_takes_so_many_turns_until_one_has_ended(stores: Stores) -> None:
    lease = await stores.lease()
    first = await stores.narrow.add(a_turn(), "key")
    await stores.narrow.add(a_turn(SECOND), None)
    with pytest.raises(SessionBusyError):
        await stores.narrow.add(a_turn(TurnId("third")), "another")
    assert await stores.narrow.add(a_turn(TurnId("third")), "key") == first
    await stores.turns.save(said(first), lease.fence)
    assert (await stores.narrow.add(a_turn(TurnId("third")), "another")).number == 3


async def test_other_sessions_wait_until_there_is_room(stores: Stores) -> None:
    """What was taken on goes on: more turns of the same session, the same call once more."""
    await stores.sessions.create(a_session(TWO), {})
    first = await stores.narrow.add(a_turn(), "key")
    with pytest.raises(OverloadedError):
        await stores.narrow.add(a_turn(session=TWO), "key")
    assert await stores.turns.all(TWO) == ()
    assert await stores.narrow.add(a_turn(), "key") == first
    assert (await stores.narrow.add(a_turn(SECOND), None)).number == 2


async def test_what_was_taken_on_is_found_again_when_nothing_more_is(stores: Stores) -> None:
    await stores.sessions.create(a_session(TWO), {})
    lease = await stores.lease()
    done = said(await stores.turns.add(a_turn(), "key"))
    await stores.turns.save(done, lease.fence)
    await stores.turns.add(a_turn(session=TWO), None)
    assert await stores.narrow.add(a_turn(SECOND), "key") == done


async def test_the_same_key_with_another_message_conflicts(stores: Stores) -> None:
    await stores.turns.add(a_turn(), "key")
    with pytest.raises(IdempotencyConflictError):
        await stores.turns.add(a_turn(SECOND, message="Cancel it"), "key")
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_the_same_key_for_another_effect_conflicts(stores: Stores) -> None:
    yes = a_turn(message="yes").model_copy(update={"answers": "f1"})
    assert await stores.turns.add(yes, "key") == await stores.turns.add(yes, "key")
    for other in ({"answers": "f2"}, {"answers": None}):
        with pytest.raises(IdempotencyConflictError):
            await stores.turns.add(yes.model_copy(update={"id": SECOND, **other}), "key")


@pytest.mark.parametrize("interrupts", [False, True])
async def test_the_same_key_conflicts_where_only_one_interrupts(
    stores: Stores,
    interrupts: bool,  # noqa: FBT001
) -> None:
    first = await stores.turns.add(a_turn(), "key", interrupts=interrupts)
    assert await stores.turns.add(a_turn(SECOND), "key", interrupts=interrupts) == first
    assert await stores.turns.replayed(a_turn(SECOND), "key", interrupts=interrupts) == first
    for call in (stores.turns.add, stores.turns.replayed):
        with pytest.raises(IdempotencyConflictError):
            await call(a_turn(SECOND), "key", interrupts=not interrupts)
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_what_a_key_made_is_found_without_adding(stores: Stores) -> None:
    assert await stores.turns.replayed(a_turn(), "key") is None
    first = await stores.turns.add(a_turn(), "key")
    assert await stores.turns.replayed(a_turn(SECOND), "key") == first
    assert await stores.turns.replayed(a_turn(SECOND), "other") is None
    with pytest.raises(IdempotencyConflictError):
        await stores.turns.replayed(a_turn(SECOND, message="Cancel it"), "key")
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_other_keys_and_no_key_give_other_turns(stores: Stores) -> None:
    for number, key in enumerate(("key", "other", "", None, None)):
        await stores.turns.add(a_turn(TurnId(str(number))), key)
    assert (await stores.sessions.load(ONE)).turns == 5


async def test_the_same_turn_added_again_is_the_same(stores: Stores) -> None:
    first = await stores.turns.add(a_turn(), None)
    assert await stores.turns.add(a_turn(), None) == first
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_twenty_requests_at_once_with_one_key_make_one_turn(stores: Stores) -> None:
    turns = await asyncio.gather(
        *(stores.turns.add(a_turn(TurnId(f"turn-{i}")), "key") for i in range(20))
    )
    assert len({turn.id for turn in turns}) == 1
    assert (await stores.sessions.load(ONE)).turns == 1


async def test_twenty_turns_at_once_are_numbered_without_gaps(stores: Stores) -> None:
    turns = await asyncio.gather(
        *(stores.turns.add(a_turn(TurnId(f"turn-{i}")), None) for i in range(20))
    )
    assert sorted(turn.number for turn in turns) == list(range(1, 21))


async def test_a_closed_session_takes_no_turn(stores: Stores) -> None:
    await stores.sessions.close(ONE)
    with pytest.raises(SessionClosedError):
        await stores.turns.add(a_turn(), "key")
    assert await stores.turns.next(ONE) is None


async def test_keys_and_turns_of_two_sessions_are_apart(stores: Stores) -> None:
    await stores.sessions.create(a_session(TWO), {})
    await stores.turns.add(a_turn(), "key")
    other = await stores.turns.add(a_turn(session=TWO, message="Else"), "key")
    assert (other.session, other.number) == (TWO, 1)
    await stores.turns.cancel(TWO, FIRST)
    assert (await stores.turns.get(ONE, FIRST)).status is TurnStatus.QUEUED
    assert not await stores.turns.cancelled(ONE, FIRST)


async def test_a_turn_that_ended_never_changes(stores: Stores) -> None:
    lease = await stores.lease()
    ended = said(await stores.turns.add(a_turn(), None))
    await stores.turns.save(ended, lease.fence)
    await stores.turns.save(running(ended), lease.fence)
    await stores.turns.save(said(ended, "Something else."), lease.fence)
    assert await stores.turns.get(ONE, FIRST) == ended
    assert await stores.turns.next(ONE) is None


async def test_a_queued_turn_that_is_cancelled_ends_and_is_flagged(stores: Stores) -> None:
    lease = await stores.lease()
    queued = await stores.turns.add(a_turn(), None)
    ended, told = await stores.turns.cancel(ONE, FIRST)
    assert told is not None
    assert told.turn == ended
    assert told.at == ended.ended_at
    assert ended.status is TurnStatus.CANCELLED
    assert ended.stop_reason is StopReason.CANCELLED
    assert ended.reply
    assert ended.ended_at is not None
    assert await stores.turns.cancel(ONE, FIRST) == (ended, None)
    assert await stores.turns.next(ONE) is None
    await stores.turns.save(running(queued), lease.fence)
    assert await stores.turns.get(ONE, FIRST) == ended
    assert await stores.turns.cancelled(ONE, FIRST), "a worker about to start it has to see this"


async def test_a_running_turn_that_is_cancelled_goes_on_until_its_worker_stops(
    stores: Stores,
) -> None:
    lease = await stores.lease()
    turn = running(await stores.turns.add(a_turn(), None))
    await stores.turns.save(turn, lease.fence)
    assert not await stores.turns.cancelled(ONE, FIRST)
    assert await stores.turns.cancel(ONE, FIRST) == (turn, None)
    assert await stores.turns.cancel(ONE, FIRST) == (turn, None)
    assert await stores.turns.cancelled(ONE, FIRST)
    assert await stores.turns.next(ONE) == turn


async def test_what_is_cancelled_at_once_by_many_is_told_once(stores: Stores) -> None:
    turn = await stores.turns.add(a_turn(), None)
    answers = await asyncio.gather(*(stores.turns.cancel(ONE, FIRST) for _ in range(20)))
    ended = await stores.turns.get(ONE, FIRST)
    assert {answer.turn.ended_at for answer in answers} == {ended.ended_at}
    (told,) = [answer.told for answer in answers if answer.told is not None]
    assert told == TurnEnded(session=ONE, at=told.at, turn=ended)
    assert await stores.told() == [TurnQueued(session=ONE, at=turn.created_at, turn=turn), told]


async def test_who_cancels_what_runs_or_has_ended_tells_nothing(stores: Stores) -> None:
    lease = await stores.lease()
    turn = await stores.turns.add(a_turn(), None)
    for saved in (running(turn), said(turn)):
        await stores.turns.save(saved, lease.fence)
        await stores.turns.cancel(ONE, FIRST)
    assert [type(event) for event in await stores.told()] == [TurnQueued]


async def test_an_ended_turn_that_is_cancelled_stays_as_it_is(stores: Stores) -> None:
    lease = await stores.lease()
    ended = said(await stores.turns.add(a_turn(), None))
    await stores.turns.save(ended, lease.fence)
    assert await stores.turns.cancel(ONE, FIRST) == (ended, None)
    assert not await stores.turns.cancelled(ONE, FIRST)


async def test_a_stale_worker_changes_no_turn(stores: Stores) -> None:
    added = await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    with pytest.raises(FencedError):
        await stores.turns.save(said(added), stale.fence)
    await stores.lease(owner=BERT)
    with pytest.raises(FencedError):
        await stores.turns.save(said(added), stale.fence)
    assert await stores.turns.next(ONE) == added
