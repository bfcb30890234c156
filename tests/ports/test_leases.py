"""One suite for every `LeaseStore`, and for the fences that all other stores check."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import FencedError
from errands.contracts.ids import Fence, WorkerId
from tests.ports.stores import (
    ANNA,
    BERT,
    FIRST,
    ONE,
    SECOND,
    TWO,
    Stores,
    a_session,
    a_step,
    a_turn,
    said,
)

STATE = BrowserState.at("http://hotel.test/")

WRITES: dict[str, Callable[[Stores, Fence], Awaitable[None]]] = {
    "session": lambda s, fence: s.sessions.save(a_session(), fence),
    "turn": lambda s, fence: s.turns.save(said(a_turn()), fence),
    "begin": lambda s, fence: s.journal.begin(a_step(2), fence),
    "finish": lambda s, fence: s.journal.finish(a_step(1), fence),
    "state": lambda s, fence: s.state.save(ONE, STATE, fence),
    "screenshot": lambda s, fence: s.state.save_screenshot(ONE, b"stale", fence),
}


async def everything(stores: Stores) -> tuple[object, ...]:
    return (
        await stores.sessions.load(ONE),
        await stores.turns.get(ONE, FIRST),
        await stores.journal.steps(ONE, FIRST),
        await stores.journal.interrupted(ONE, FIRST),
        await stores.state.load(ONE),
        await stores.state.screenshot(ONE),
    )


async def test_one_owner_at_a_time(stores: Stores) -> None:
    lease = await stores.leases.acquire(ONE, ANNA)
    assert lease is not None
    assert (lease.session, lease.owner) == (ONE, ANNA)
    assert await stores.leases.acquire(ONE, BERT) is None
    assert await stores.leases.release(lease)
    assert await stores.leases.acquire(ONE, BERT) is not None


async def test_of_twenty_workers_at_once_one_gets_the_lease(stores: Stores) -> None:
    leases = await asyncio.gather(
        *(stores.leases.acquire(ONE, WorkerId(f"worker-{i}")) for i in range(20))
    )
    assert sum(lease is not None for lease in leases) == 1


async def test_leases_of_two_sessions_are_apart(stores: Stores) -> None:
    assert await stores.leases.acquire(ONE, ANNA) is not None
    assert await stores.leases.acquire(TWO, BERT) is not None


async def test_fences_grow_over_releases_and_expiry(stores: Stores) -> None:
    first = await stores.lease()
    await stores.leases.release(first)
    second = await stores.lease(owner=BERT)
    assert second.fence > first.fence
    await stores.leases.release(second)
    brief = await stores.brief.acquire(ONE, ANNA)
    assert brief is not None
    assert brief.fence > second.fence
    assert (await stores.lease(owner=BERT)).fence > brief.fence


async def test_the_same_owner_gets_a_new_fence_that_ends_the_old_one(stores: Stores) -> None:
    old = await stores.lease()
    new = await stores.lease()
    assert new.fence > old.fence
    assert not await stores.leases.renew(old)
    with pytest.raises(FencedError):
        await stores.sessions.save(a_session(), old.fence)
    await stores.sessions.save(a_session(), new.fence)


async def test_a_renewed_lease_stays_its_owners(stores: Stores) -> None:
    lease = await stores.lease()
    assert await stores.leases.renew(lease)
    assert await stores.leases.acquire(ONE, BERT) is None
    await stores.sessions.save(a_session(), lease.fence)


async def test_a_lease_that_ran_out_is_not_renewed(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    assert not await stores.leases.renew(stale)
    bert = await stores.lease(owner=BERT)
    assert not await stores.leases.renew(stale)
    assert await stores.leases.renew(bert)


async def test_a_lease_is_kept_while_turns_are_unfinished(stores: Stores) -> None:
    lease = await stores.lease()
    turn = await stores.turns.add(a_turn(), None)
    await stores.turns.add(a_turn(SECOND), None)
    assert not await stores.leases.release(lease)
    await stores.turns.save(said(turn), lease.fence)
    assert not await stores.leases.release(lease)
    assert await stores.leases.acquire(ONE, BERT) is None
    await stores.turns.cancel(ONE, SECOND)
    assert await stores.leases.release(lease)


async def test_releasing_a_lost_lease_does_not_take_it_from_its_owner(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    bert = await stores.lease(owner=BERT)
    assert await stores.leases.release(stale), "it's gone: there is nothing to go on with"
    assert await stores.leases.renew(bert)


async def test_orphans_have_unfinished_turns_and_no_live_lease(stores: Stores) -> None:
    await stores.sessions.create(a_session(TWO), {})
    assert (await stores.leases.waiting()).orphans == ()
    turn = await stores.turns.add(a_turn(), None)
    await stores.turns.add(a_turn(session=TWO), None)
    assert set((await stores.leases.waiting()).orphans) == {ONE, TWO}
    lease = await stores.lease()
    assert (await stores.leases.waiting()).orphans == (TWO,)
    await stores.turns.cancel(TWO, FIRST)
    assert (await stores.leases.waiting()).orphans == ()
    await stores.turns.save(said(turn), lease.fence)
    await stores.leases.release(lease)
    assert (await stores.leases.waiting()).orphans == ()
    await stores.turns.add(a_turn(SECOND), None)
    assert (await stores.leases.waiting()).orphans == (ONE,)


async def test_turns_wait_for_a_worker_or_behind_another_one(stores: Stores) -> None:
    await stores.sessions.create(a_session(TWO), {})
    assert (await stores.leases.waiting()).turns == 0
    turn = await stores.turns.add(a_turn(), None)
    await stores.turns.add(a_turn(SECOND), None)
    await stores.turns.add(a_turn(session=TWO), None)
    assert (await stores.leases.waiting()).turns == 3
    lease = await stores.lease()
    assert (await stores.leases.waiting()).turns == 2
    await stores.turns.save(said(turn), lease.fence)
    assert (await stores.leases.waiting()).turns == 1


async def test_who_gives_a_lease_back_may_keep_the_browser_for_a_while(stores: Stores) -> None:
    assert await stores.leases.keeper(ONE) is None
    lease = await stores.lease()
    assert await stores.leases.keeper(ONE) == ANNA, "who has the lease has the browser"
    await stores.leases.release(lease, 0)
    assert await stores.leases.keeper(ONE) is None
    await stores.leases.release(await stores.lease(), 0.02)
    async with asyncio.timeout(60):
        while await stores.leases.keeper(ONE) is not None:
            stores.tick()
    await stores.leases.release(await stores.lease(), 60)
    assert await stores.leases.keeper(ONE) == ANNA
    assert await stores.leases.keeper(TWO) is None


async def test_whoever_takes_the_lease_next_has_the_browser(stores: Stores) -> None:
    await stores.leases.release(await stores.lease(), 60)
    bert = await stores.lease(owner=BERT)
    assert await stores.leases.keeper(ONE) == BERT
    await stores.leases.hand_over(bert)
    assert await stores.leases.keeper(ONE) is None


async def test_who_plays_nothing_takes_the_browser_from_nobody(stores: Stores) -> None:
    await stores.leases.release(await stores.lease(), 60)
    await stores.leases.release(await stores.lease(owner=BERT))
    assert await stores.leases.keeper(ONE) == ANNA
    await stores.leases.release(await stores.lease(owner=BERT), 0)
    assert await stores.leases.keeper(ONE) is None


async def test_a_lost_lease_keeps_no_browser(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    assert await stores.leases.release(stale, 60)
    assert await stores.leases.keeper(ONE) is None


async def test_one_session_alone_is_asked_whether_anybody_works_on_it(stores: Stores) -> None:
    assert not await stores.leases.is_orphan(ONE)
    await stores.turns.add(a_turn(), None)
    assert await stores.leases.is_orphan(ONE)
    await stores.lease()
    assert not await stores.leases.is_orphan(ONE)


@pytest.mark.parametrize("write", WRITES)
async def test_no_write_of_a_stale_worker_changes_anything(stores: Stores, write: str) -> None:
    await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    bert = await stores.lease(owner=BERT)
    await stores.journal.begin(a_step(1), bert.fence)
    await stores.state.save_screenshot(ONE, b"fresh", bert.fence)
    before = await everything(stores)
    with pytest.raises(FencedError):
        await WRITES[write](stores, stale.fence)
    assert await everything(stores) == before


@pytest.mark.parametrize("write", WRITES)
async def test_no_write_is_taken_after_the_lease_even_before_another(
    stores: Stores, write: str
) -> None:
    await stores.turns.add(a_turn(), None)
    stale = await stores.stale()
    before = await everything(stores)
    with pytest.raises(FencedError):
        await WRITES[write](stores, stale.fence)
    assert await everything(stores) == before


async def test_what_is_handed_over_is_an_orphan_at_once(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    lease = await stores.lease()
    assert not await stores.leases.release(lease)
    await stores.leases.hand_over(lease)
    assert (await stores.leases.waiting()).orphans == (ONE,)
    taken = await stores.leases.acquire(ONE, BERT)
    assert taken is not None
    assert taken.fence > lease.fence


async def test_who_lost_a_lease_hands_over_nobody_elses(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    lost = await stores.stale()
    mine = await stores.lease(owner=BERT)
    await stores.leases.hand_over(lost)
    assert await stores.leases.acquire(ONE, ANNA) is None
    assert await stores.leases.renew(mine)
