"""One suite for every `TakeoverStore`."""

import pytest

from errands.contracts.errors import (
    FencedError,
    NotFoundError,
    SessionBusyError,
    SessionClosedError,
)
from errands.contracts.event import BrowserHandedBack, BrowserTaken, HandBack
from errands.contracts.ids import SessionId, ViewerId
from errands.contracts.live import Takeover
from errands.contracts.stores import Lease
from tests.ports.stores import FIRST, ONE, Stores, a_turn, running, said

MAYA = ViewerId("maya")
PHONE = ViewerId("phone")
TAKEN = BrowserTaken(session=ONE, at=1)
BACK = BrowserHandedBack(session=ONE, at=2, reason=HandBack.SAID)


async def granted(stores: Stores) -> Lease:
    await stores.takeovers.ask(ONE, MAYA)
    lease = await stores.lease()
    await stores.takeovers.begin(lease, TAKEN)
    return lease


async def test_nobody_has_it_at_first(stores: Stores) -> None:
    assert await stores.takeovers.find(ONE) is None
    assert await stores.takeovers.begin(await stores.lease(), TAKEN) is None
    assert await stores.told() == []


async def test_what_is_wanted_is_granted_and_told_once(stores: Stores) -> None:
    await stores.takeovers.ask(ONE, MAYA)
    assert await stores.takeovers.find(ONE) == Takeover(viewer=MAYA, fence=None)
    lease = await stores.lease()
    for _ in range(2):  # an answer may be lost
        found = await stores.takeovers.begin(lease, TAKEN)
        assert found == Takeover(viewer=MAYA, fence=lease.fence)
    assert await stores.takeovers.find(ONE) == found
    assert await stores.told() == [TAKEN]


async def test_it_ends_and_is_told_once(stores: Stores) -> None:
    lease = await granted(stores)
    for _ in range(2):
        await stores.takeovers.end(lease, BACK)
    assert await stores.takeovers.find(ONE) is None
    assert await stores.told() == [TAKEN, BACK]


async def test_a_worker_is_looked_for_while_it_is_wanted(stores: Stores) -> None:
    assert not await stores.leases.is_orphan(ONE)
    await stores.takeovers.ask(ONE, MAYA)
    assert await stores.leases.is_orphan(ONE)
    assert (await stores.leases.waiting()).orphans == (ONE,)
    lease = await granted(stores)
    assert (await stores.leases.waiting()).orphans == ()
    await stores.leases.hand_over(lease)
    assert (await stores.leases.waiting()).orphans == (ONE,)


async def test_a_turn_that_waits_comes_first(stores: Stores) -> None:
    turn = await stores.turns.add(a_turn(), None)
    with pytest.raises(SessionBusyError):
        await stores.takeovers.ask(ONE, MAYA)
    assert await stores.takeovers.find(ONE) is None
    fence = (await stores.lease()).fence
    await stores.turns.save(running(turn), fence)
    with pytest.raises(SessionBusyError):
        await stores.takeovers.ask(ONE, MAYA)
    await stores.turns.save(said(turn), fence)
    await stores.takeovers.ask(ONE, MAYA)


async def test_a_turn_that_comes_later_waits_and_the_page_changes_hands(stores: Stores) -> None:
    lease = await granted(stores)
    await stores.turns.add(a_turn(), None)
    await stores.takeovers.ask(ONE, PHONE)
    assert await stores.takeovers.find(ONE) == Takeover(viewer=PHONE, fence=lease.fence)
    turn = await stores.turns.next(ONE)
    assert turn is not None
    assert turn.id == FIRST


async def test_a_wish_is_taken_back_by_who_has_it_only(stores: Stores) -> None:
    await stores.takeovers.ask(ONE, MAYA)
    await stores.takeovers.ask(ONE, PHONE)
    assert not await stores.takeovers.withdraw(ONE, MAYA)
    assert await stores.takeovers.withdraw(ONE, PHONE)
    assert await stores.takeovers.find(ONE) is None
    await granted(stores)
    assert not await stores.takeovers.withdraw(ONE, MAYA)
    assert await stores.takeovers.find(ONE) is not None


async def test_who_lost_the_lease_writes_nothing(stores: Stores) -> None:
    await stores.takeovers.ask(ONE, MAYA)
    stale = await stores.stale()
    for write in (stores.takeovers.begin, stores.takeovers.end):
        with pytest.raises(FencedError):
            await write(stale, TAKEN)
    assert await stores.takeovers.find(ONE) == Takeover(viewer=MAYA, fence=None)
    assert await stores.told() == []


async def test_what_a_dead_worker_granted_is_seen_by_the_next_one(stores: Stores) -> None:
    lease = await granted(stores)
    await stores.leases.hand_over(lease)
    found, later = await stores.takeovers.find(ONE), await stores.lease()
    assert found is not None
    assert found.fence == lease.fence != later.fence
    await stores.takeovers.end(later, BACK)
    assert await stores.told() == [TAKEN, BACK]


async def test_of_a_session_that_is_closed_nothing_is_granted(stores: Stores) -> None:
    await stores.sessions.close(ONE)
    with pytest.raises(SessionClosedError):
        await stores.takeovers.ask(ONE, MAYA)
    with pytest.raises(NotFoundError):
        await stores.takeovers.ask(SessionId("nobodys"), MAYA)


async def test_a_session_that_is_closed_meanwhile_can_be_forgotten(stores: Stores) -> None:
    lease = await granted(stores)
    await stores.sessions.close(ONE)
    assert not await stores.sessions.forget(ONE), "somebody works on it"
    await stores.takeovers.end(lease, BACK)
    await stores.leases.release(lease)
    assert await stores.sessions.forget(ONE)
    assert await stores.takeovers.find(ONE) is None
