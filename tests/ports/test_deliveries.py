"""One suite for every `DeliveryStore`."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import SessionId, WebhookId
from errands.contracts.webhook import Attempt, Delivery, Outcome
from tests.ports.stores import KEPT, ONE, TWO, Stores
from tests.ports.told import HOOK, a_delivery, tried

OTHER = WebhookId("other")
LATER, MANY = 4e9, 9


async def claimed(stores: Stores, most: int = MANY, seconds: float = 60) -> list[Delivery]:
    return list(await stores.deliveries.claim(HOOK, seconds, most))


async def claimed_in_time(stores: Stores) -> list[Delivery]:
    """What is there to claim as soon as there is something."""
    async with asyncio.timeout(30):
        while not (found := await claimed(stores)):
            stores.tick()
    return found


async def test_a_line_is_told_in_order_and_one_at_a_time(stores: Stores) -> None:
    mine, theirs = [a_delivery(n) for n in (1, 2, 10)], a_delivery(5, TWO)
    await stores.deliveries.add(HOOK, [mine[0], theirs, mine[1], mine[2]])
    assert await claimed(stores) == [mine[0], theirs]
    assert await claimed(stores) == []
    for first, second in pairwise(mine):
        assert await stores.deliveries.settle(first, tried(first, None))
        assert await claimed(stores) == [second]


async def test_what_is_added_twice_is_told_once(stores: Stores) -> None:
    one = a_delivery(1)
    await stores.deliveries.add(HOOK, [one])
    assert await claimed(stores) == [one]
    done = tried(one, None)
    await stores.deliveries.settle(one, done)
    await stores.deliveries.add(HOOK, [one])
    assert await claimed(stores) == []
    assert await stores.deliveries.get(HOOK, one.id) == done


async def test_no_more_are_out_than_may_be(stores: Stores) -> None:
    sessions = [SessionId(f"s{n}") for n in range(4)]
    await stores.deliveries.add(HOOK, [a_delivery(1, session) for session in sessions])
    two = await claimed(stores, most=2)
    assert len(two) == 2
    assert await claimed(stores, most=2) == []
    await stores.deliveries.settle(two[0], tried(two[0], None))
    assert len(await claimed(stores, most=2)) == 1


async def test_who_dies_with_a_claim_loses_it_in_time(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2)])
    until = stores.now() + 2
    assert await claimed(stores, seconds=2) == [a_delivery(1)]
    assert await claimed_in_time(stores) == [a_delivery(1)], "it is still the first of its session"
    assert stores.now() >= until
    await stores.deliveries.settle(a_delivery(1), tried(a_delivery(1), None))
    assert await claimed(stores) == [a_delivery(2)]


async def test_each_claim_runs_out_by_itself(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2, TWO)])
    assert await claimed(stores, most=1, seconds=2) == [a_delivery(1)]
    assert await claimed(stores, most=2) == [a_delivery(2, TWO)]
    assert await claimed_in_time(stores) == [a_delivery(1)]
    assert await claimed(stores) == []


async def test_what_is_given_back_is_there_at_once_and_in_its_order(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2)])
    for _ in range(2):
        assert await claimed(stores) == [a_delivery(1)]
        await stores.deliveries.release(a_delivery(1))


async def test_who_gives_back_what_is_settled_ends_no_claim_of_another(stores: Stores) -> None:
    first, second = a_delivery(1), a_delivery(2)
    await stores.deliveries.add(HOOK, [first, second])
    assert await claimed(stores) == [first]
    await stores.deliveries.settle(first, tried(first, None))
    assert await claimed(stores) == [second]
    await stores.deliveries.release(first)
    assert await claimed(stores) == []
    await stores.deliveries.release(a_delivery(3))
    assert await claimed(stores) == []


async def test_a_session_with_many_events_holds_no_other_up(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(n) for n in range(1, KEPT)])
    await stores.deliveries.add(HOOK, [a_delivery(99, TWO)])
    assert await claimed(stores) == [a_delivery(1), a_delivery(99, TWO)]


async def test_a_retry_comes_at_its_time_and_holds_nobody_up(stores: Stores) -> None:
    first, second = a_delivery(1), a_delivery(2)
    await stores.deliveries.add(HOOK, [first, second])
    await claimed(stores)
    due = stores.now() + 0.3
    later = replace(tried(first, due), last=Attempt(Outcome.REJECTED, 500), tried_at=7)
    await stores.deliveries.settle(first, later)
    assert await claimed(stores) == [second]
    await stores.deliveries.settle(second, tried(second, None))
    assert await claimed_in_time(stores) == [later]
    assert stores.now() >= due


async def test_a_change_of_what_has_changed_is_refused(stores: Stores) -> None:
    one = a_delivery(1)
    await stores.deliveries.add(HOOK, [one])
    await claimed(stores)
    again = replace(one, next_at=9, version=1)
    assert await stores.deliveries.again(one, again)
    assert await claimed(stores) == [], "its attempt is still under way"
    assert not await stores.deliveries.settle(one, tried(one, None))
    assert await claimed(stores) == [again]


async def test_webhooks_are_apart(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(1)])
    await stores.deliveries.add(OTHER, [a_delivery(1, webhook=OTHER)])
    assert await claimed(stores) == [a_delivery(1)]
    await stores.deliveries.drop(HOOK)
    assert await stores.deliveries.page(HOOK, None, 9) == ()
    assert await stores.deliveries.page(OTHER, None, 9) == (a_delivery(1, webhook=OTHER),)
    with pytest.raises(NotFoundError):
        await stores.deliveries.get(HOOK, a_delivery(1).id)
    assert not await stores.deliveries.settle(a_delivery(1), tried(a_delivery(1), 1))
    assert await claimed(stores) == []


async def test_pages_go_on_after_any_id(stores: Stores) -> None:
    made = [a_delivery(n) for n in (9, 10, 11)]
    await stores.deliveries.add(HOOK, made[::-1])
    assert await stores.deliveries.page(HOOK, None, 2) == (made[0], made[1])
    assert await stores.deliveries.page(HOOK, made[1].id, 2) == (made[2],)
    assert await stores.deliveries.page(HOOK, a_delivery(8).id, 9) == tuple(made)
    assert await stores.deliveries.page(HOOK, made[2].id, 9) == ()


async def test_the_oldest_that_is_not_settled(stores: Stores) -> None:
    assert await stores.deliveries.oldest(HOOK) is None
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2, TWO), a_delivery(3)])
    first, second = await claimed(stores)
    assert await stores.deliveries.oldest(HOOK) == first
    retried = tried(first, LATER)
    await stores.deliveries.settle(first, retried)
    assert await stores.deliveries.oldest(HOOK) == retried
    await stores.deliveries.again(retried, tried(retried, None))
    assert await stores.deliveries.oldest(HOOK) == second


async def test_where_there_are_too_many_the_oldest_go(stores: Stores) -> None:
    done = a_delivery(1)
    await stores.deliveries.add(HOOK, [done])
    await claimed(stores)
    await stores.deliveries.settle(done, tried(done, None))
    assert await stores.deliveries.add(HOOK, [a_delivery(n) for n in range(2, 3 + KEPT)]) == 1
    kept = [one.made_at for one in await stores.deliveries.page(HOOK, None, 99)]
    assert kept == [3, 4, 5, 6, 7]
    assert await claimed(stores) == [a_delivery(3)]


async def test_a_session_is_forgotten_and_no_other(stores: Stores) -> None:
    await stores.outbox.mark(ONE, HOOK, "1-0")
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2, TWO), a_delivery(3)])
    out = await claimed(stores)
    await stores.deliveries.forget(ONE)
    assert await stores.deliveries.page(HOOK, None, 9) == (a_delivery(2, TWO),)
    assert not await stores.deliveries.settle(out[0], tried(out[0], 9))
    assert await stores.deliveries.oldest(HOOK) == a_delivery(2, TWO)


async def test_what_has_ceased_is_on_record_and_never_sent(stores: Stores) -> None:
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2)])
    assert await stores.deliveries.cease(HOOK) == 2
    assert await claimed(stores) == []
    assert await stores.deliveries.oldest(HOOK) is None
    assert len(await stores.deliveries.page(HOOK, None, 9)) == 2
