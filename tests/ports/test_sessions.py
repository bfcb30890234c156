"""One suite for every `SessionStore`."""

import asyncio
import contextlib

import pytest
from pydantic import SecretStr

from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import (
    FencedError,
    NotFoundError,
    SessionBusyError,
    SessionClosedError,
)
from errands.contracts.event import SessionChanged, SessionCreated, TurnEnded
from errands.contracts.ids import Fence, SessionId, SlotName, TenantId, TurnId
from errands.contracts.session import Session, SessionStatus, Speaker
from errands.contracts.turn import StopReason, TurnStatus
from tests.ports.stores import (
    FIRST,
    ONE,
    PASSWORD,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_step,
    a_turn,
    running,
    said,
)

FAR = 1e11
"""Unix seconds, later than any clock here says."""


def in_status(session: Session, status: SessionStatus) -> Session:
    return session.model_copy(update={"status": status})


async def test_a_created_session_is_loaded_as_it_was(stores: Stores) -> None:
    assert await stores.sessions.load(ONE) == a_session()


async def test_an_id_is_created_once(empty: Stores) -> None:
    assert await empty.sessions.create(a_session(), {PASSWORD: SecretStr("first")}) is True
    other = a_session().model_copy(update={"start_url": "http://other.test/"})
    assert await empty.sessions.create(other, {PASSWORD: SecretStr("second")}) is False
    assert await empty.sessions.load(ONE) == a_session()
    assert (await empty.sessions.secrets(ONE))[PASSWORD].get_secret_value() == "first"


async def test_what_is_created_is_told_once_however_often_it_is_asked_for(empty: Stores) -> None:
    secrets = {PASSWORD: SecretStr("first"), SlotName("pin"): SecretStr("0420")}
    created = SessionCreated(session=ONE, at=1)
    made = await asyncio.gather(
        *(empty.sessions.create(a_session(), secrets, created) for _ in range(20))
    )
    assert sorted(made) == [False] * 19 + [True]
    assert await empty.told() == [created]
    assert await empty.sessions.secrets(ONE) == secrets
    assert await empty.outbox.sessions() == (ONE,)


async def test_a_session_that_was_never_created_is_not_found(stores: Stores) -> None:
    lease = await stores.lease(TWO)
    with pytest.raises(NotFoundError):
        await stores.sessions.load(TWO)
    with pytest.raises(NotFoundError):
        await stores.sessions.close(TWO)
    with pytest.raises(NotFoundError):
        await stores.sessions.save(a_session(TWO), lease.fence)
    assert await stores.sessions.secrets(TWO) == {}


async def test_creating_again_changes_nothing(stores: Stores) -> None:
    lease = await stores.lease()
    await stores.sessions.save(a_session().said(Speaker.USER, "Hello"), lease.fence)
    await stores.sessions.create(a_session(), {})
    assert len((await stores.sessions.load(ONE)).chat) == 1


async def test_secrets_are_kept_and_never_part_of_the_session(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {PASSWORD: SecretStr("pässwörd")})
    assert await empty.sessions.secrets(ONE) == {PASSWORD: SecretStr("pässwörd")}
    assert "pässwörd" not in (await empty.sessions.load(ONE)).model_dump_json()


async def test_a_save_by_the_owner_of_the_lease_is_loaded(stores: Stores) -> None:
    lease = await stores.lease()
    changed = in_status(a_session().said(Speaker.USER, "Hello"), SessionStatus.RUNNING)
    await stores.sessions.save(changed, lease.fence)
    assert await stores.sessions.load(ONE) == changed


async def test_a_save_without_the_lease_changes_nothing(stores: Stores) -> None:
    changed = a_session().said(Speaker.USER, "Hello")
    with pytest.raises(FencedError):
        await stores.sessions.save(changed, Fence(1))
    lease = await stores.lease()
    with pytest.raises(FencedError):
        await stores.sessions.save(changed, Fence(lease.fence + 1))
    assert await stores.sessions.load(ONE) == a_session()


@pytest.mark.parametrize("resting", [SessionStatus.IDLE, SessionStatus.WAITING])
async def test_a_worker_that_rests_does_not_hide_a_queued_turn(
    stores: Stores, resting: SessionStatus
) -> None:
    lease = await stores.lease()
    first = await stores.turns.add(a_turn(), None)
    assert (await stores.sessions.load(ONE)).status is SessionStatus.QUEUED
    await stores.turns.save(running(first), lease.fence)
    await stores.sessions.save(in_status(a_session(), SessionStatus.RUNNING), lease.fence)
    await stores.turns.add(a_turn(SECOND), None)
    assert (await stores.sessions.load(ONE)).status is SessionStatus.RUNNING

    await stores.sessions.save(in_status(a_session(), resting), lease.fence)
    await stores.turns.save(said(first), lease.fence)

    assert (await stores.sessions.load(ONE)).status is SessionStatus.QUEUED
    await stores.turns.cancel(ONE, SECOND)
    assert (await stores.sessions.load(ONE)).status is resting


async def test_a_status_queued_that_a_worker_copied_does_not_stick(stores: Stores) -> None:
    lease = await stores.lease()
    await stores.turns.add(a_turn(), None)
    await stores.sessions.save(await stores.sessions.load(ONE), lease.fence)
    await stores.turns.cancel(ONE, FIRST)
    assert (await stores.sessions.load(ONE)).status is SessionStatus.IDLE


async def test_turns_are_counted_whatever_a_worker_saves(stores: Stores) -> None:
    lease = await stores.lease()
    await stores.turns.add(a_turn(), None)
    await stores.turns.add(a_turn(SECOND), None)
    await stores.sessions.save(a_session(), lease.fence)
    assert (await stores.sessions.load(ONE)).turns == 2


async def test_a_closed_session_stays_closed(stores: Stores) -> None:
    lease = await stores.lease()
    await stores.sessions.close(ONE)
    await stores.sessions.close(ONE)
    with pytest.raises(SessionClosedError):
        await stores.sessions.save(a_session(), lease.fence)
    assert (await stores.sessions.load(ONE)).status is SessionStatus.CLOSED


async def test_closing_cancels_queued_turns_and_flags_the_running_one(stores: Stores) -> None:
    lease = await stores.lease()
    first = await stores.turns.add(a_turn(), None)
    await stores.turns.add(a_turn(SECOND), None)
    await stores.turns.save(running(first), lease.fence)

    await stores.sessions.close(ONE)

    queued = await stores.turns.get(ONE, SECOND)
    assert queued.status is TurnStatus.CANCELLED
    assert queued.stop_reason is StopReason.CANCELLED
    assert queued.reply
    assert queued.ended_at is not None
    assert (await stores.turns.get(ONE, FIRST)).status is TurnStatus.RUNNING
    assert await stores.turns.cancelled(ONE, FIRST)
    await stores.turns.save(said(first), lease.fence)
    assert await stores.turns.next(ONE) is None


async def test_closing_removes_secrets_state_and_screenshot_for_good(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {PASSWORD: SecretStr("hunter2")})
    lease = await empty.lease()
    state = BrowserState.at("http://hotel.test/")
    await empty.state.save(ONE, state, lease.fence)
    await empty.state.save_screenshot(ONE, b"png", lease.fence)

    await empty.sessions.close(ONE)

    with pytest.raises(SessionClosedError):
        await empty.state.save(ONE, state, lease.fence)
    with pytest.raises(SessionClosedError):
        await empty.state.save_screenshot(ONE, b"png", lease.fence)
    assert await empty.sessions.secrets(ONE) == {}
    assert await empty.state.load(ONE) is None
    assert await empty.state.screenshot(ONE) is None


async def test_closing_one_session_leaves_the_other(empty: Stores) -> None:
    for session in (ONE, TWO):
        await empty.sessions.create(a_session(session), {PASSWORD: SecretStr(session)})
        await empty.turns.add(a_turn(session=session), None)
    await empty.sessions.close(ONE)
    assert await empty.sessions.secrets(TWO) == {PASSWORD: SecretStr("two")}
    assert (await empty.sessions.load(TWO)).status is SessionStatus.QUEUED
    assert await empty.turns.next(TWO) is not None


async def test_nothing_is_left_of_a_forgotten_session(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {PASSWORD: SecretStr("hunter2")})
    turn = await empty.turns.add(a_turn(), "key")
    lease = await empty.lease()
    await empty.journal.begin(a_step(1), lease.fence)
    await empty.journal.finish(a_step(1), lease.fence)
    await empty.turns.save(said(turn), lease.fence)
    assert not await empty.sessions.forget(ONE), "it is open"
    await empty.sessions.close(ONE)
    assert await empty.sessions.closed(FAR, 10) == (ONE,)
    assert await empty.sessions.closed(0, 10) == ()
    assert not await empty.sessions.forget(ONE), "somebody works on it"
    await empty.leases.release(lease)
    assert await empty.sessions.forget(ONE)
    with pytest.raises(NotFoundError):
        await empty.sessions.load(ONE)
    assert await empty.sessions.closed(FAR, 10) == ()
    assert await empty.turns.all(ONE) == ()
    assert await empty.journal.steps(ONE, FIRST) == ()
    assert await empty.told() == []
    with pytest.raises(FencedError):
        await empty.journal.finish(a_step(1), lease.fence)


async def test_forgetting_one_session_leaves_the_other(empty: Stores) -> None:
    for session in (ONE, TWO):
        await empty.sessions.create(a_session(session), {})
        await empty.turns.add(a_turn(session=session), "key")
        await empty.sessions.close(session)
    assert await empty.sessions.forget(ONE)
    assert len(await empty.turns.all(TWO)) == 1
    assert await empty.sessions.closed(FAR, 10) == (TWO,)


async def test_idle_is_what_is_open_and_has_had_no_message_since(empty: Stores) -> None:
    for session, at in ((ONE, 10.0), (TWO, 20.0)):
        made = a_session(session).model_copy(update={"created_at": at})
        await empty.sessions.create(made, {})
    assert await empty.sessions.idle(9, 10) == ()
    assert await empty.sessions.idle(20, 10) == (ONE, TWO)
    assert await empty.sessions.idle(20, 1) == (ONE,)
    await empty.turns.add(a_turn(session=ONE).model_copy(update={"created_at": 30.0}), None)
    assert await empty.sessions.idle(20, 10) == (TWO,)
    assert await empty.sessions.idle(30, 10) == (TWO, ONE)
    await empty.sessions.close(TWO)
    assert await empty.sessions.idle(FAR, 10) == (ONE,)


async def test_a_message_to_nobody_lists_no_session(empty: Stores) -> None:
    with pytest.raises(NotFoundError):
        await empty.turns.add(a_turn(), None)
    assert await empty.sessions.idle(FAR, 10) == ()


async def test_what_tells_of_a_closing_is_told_once(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {})
    closed = SessionChanged(session=ONE, at=1, status=SessionStatus.CLOSED)
    assert await empty.sessions.close(ONE, closed) == (closed,)
    assert await empty.sessions.close(ONE, closed) == ()
    assert await empty.told() == [closed]


async def test_a_closing_tells_the_ends_of_its_queued_turns_once(stores: Stores) -> None:
    lease = await stores.lease()
    first = await stores.turns.add(a_turn(), None)
    await stores.turns.save(running(first), lease.fence)
    for number in range(3):
        await stores.turns.add(a_turn(TurnId(f"turn-{number}")), None)
    await stores.turns.cancel(ONE, TurnId("turn-1"))
    before = await stores.told()
    closed = SessionChanged(session=ONE, at=1, status=SessionStatus.CLOSED)

    answers = await asyncio.gather(*(stores.sessions.close(ONE, closed) for _ in range(5)))

    _, *turns = await stores.turns.all(ONE)
    assert {turn.status for turn in turns} == {TurnStatus.CANCELLED}
    ends = [
        TurnEnded(session=ONE, at=turn.ended_at or 0, turn=turn)
        for turn in turns
        if turn.id != "turn-1"
    ]
    assert [told for told in answers if told] == [(*ends, closed)]
    assert await stores.told() == [*before, *ends, closed]


async def test_turns_that_come_while_it_closes_end_and_are_told(stores: Stores) -> None:
    async def say(number: int) -> None:
        with contextlib.suppress(SessionClosedError):
            await stores.turns.add(a_turn(TurnId(f"turn-{number}")), None)

    calls = [say(number) for number in range(15)]
    await asyncio.gather(*calls[:8], stores.sessions.close(ONE), *calls[8:])

    ended = [event.turn for event in await stores.told() if isinstance(event, TurnEnded)]
    assert sorted(turn.number for turn in ended) == [*range(1, len(ended) + 1)]
    assert {turn.id: turn for turn in ended} == {
        turn.id: turn for turn in await stores.turns.all(ONE)
    }


async def test_a_session_that_is_busy_may_stay_open(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {PASSWORD: SecretStr("hunter2")})
    await empty.turns.add(a_turn(), None)
    with pytest.raises(SessionBusyError):
        await empty.sessions.close(ONE, unless_busy=True)
    assert (await empty.sessions.load(ONE)).status is SessionStatus.QUEUED
    assert await empty.sessions.secrets(ONE) != {}
    assert await empty.sessions.closed(FAR, 10) == ()
    assert await empty.sessions.idle(FAR, 10) == (ONE,)
    await empty.turns.cancel(ONE, FIRST)
    await empty.sessions.close(ONE, unless_busy=True)
    assert (await empty.sessions.load(ONE)).status is SessionStatus.CLOSED


async def test_what_is_listed_and_was_never_made_is_taken_out(empty: Stores) -> None:
    with pytest.raises(NotFoundError):
        await empty.sessions.close(ONE, unless_busy=True)
    assert await empty.sessions.idle(FAR, 10) == ()


def opened(session: str, at: float, tenant: str = "tenant") -> Session:
    update = {"created_at": at, "tenant": TenantId(tenant)}
    return a_session(SessionId(session)).model_copy(update=update)


async def names(stores: Stores, after: str | None, most: int) -> tuple[list[str], str | None]:
    """What a page shows, and the place of its last."""
    page = await stores.sessions.of_tenant(TenantId("tenant"), after, most)
    return [one.session.id for one in page], page[-1].place if page else None


async def test_a_tenants_sessions_are_listed_newest_first_page_by_page(empty: Stores) -> None:
    for session in (opened("b", 2), opened("a", 1), opened("d", 3), opened("c", 2)):
        await empty.sessions.create(session, {})
    await empty.sessions.create(opened("theirs", 2, "another"), {})
    assert (await names(empty, None, 10))[0] == ["d", "c", "b", "a"]
    shown, place = await names(empty, None, 2)
    assert shown == ["d", "c"]
    await empty.sessions.create(opened("new", 4), {})
    shown, place = await names(empty, place, 1)
    assert shown == ["b"]
    shown, place = await names(empty, place, 10)
    assert shown == ["a"]
    assert await names(empty, place, 10) == ([], None)


@pytest.mark.parametrize("after", ["", "d", "0", "1.a", "x" * 200, "é", "\n", "٣" * 15 + ".a"])
async def test_after_what_was_never_a_place_there_is_nothing(empty: Stores, after: str) -> None:
    await empty.sessions.create(a_session(), {})
    assert await names(empty, after, 10) == ([], None)


async def test_a_session_is_listed_as_it_is(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {})
    await empty.turns.add(a_turn(), None)
    (listed,) = await empty.sessions.of_tenant(a_session().tenant, None, 10)
    assert listed.session == await empty.sessions.load(ONE)
    assert listed.session.status is SessionStatus.QUEUED


async def test_opening_it_again_later_moves_no_session(empty: Stores) -> None:
    for session in (opened("a", 1), opened("b", 2), opened("a", 3)):
        await empty.sessions.create(session, {})
    assert (await names(empty, None, 10))[0] == ["b", "a"]


async def test_a_session_is_listed_until_it_is_forgotten(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {})
    assert not await empty.sessions.forget(ONE)
    assert await names(empty, None, 10) == (["one"], "001800000000250.one")
    lease = await empty.lease()
    await empty.sessions.close(ONE)
    assert not await empty.sessions.forget(ONE)
    assert (await names(empty, None, 10))[0] == ["one"]
    await empty.leases.release(lease)
    assert await empty.sessions.forget(ONE)
    assert await names(empty, None, 10) == ([], None)
