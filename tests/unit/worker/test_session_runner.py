"""Who is told of a session that a worker doesn't play, and who keeps what one has played."""

from errands.backends.memory import ManualClock
from errands.contracts.ids import SessionId
from services.worker.warm import IDLE_SECONDS
from tests.faults.stage import Worker, World
from tests.ports.stores import ANNA, BERT, ONE, Stores, a_session, a_turn, memory_stores
from tests.unit.agent.house import HOME, HOSTS


async def test_who_has_the_lease_is_told_of_a_hint_that_another_got() -> None:
    stores = memory_stores(ManualClock())
    await stores.lease(owner=ANNA)
    bert = worker(stores)
    await hears(bert)
    assert (bert.hints.sent, bert.hints.to) == ([ONE], [ANNA])


async def test_nobody_is_told_of_a_session_that_is_played() -> None:
    stores = memory_stores(ManualClock())
    await says(stores)
    bert = worker(stores)
    await hears(bert)
    assert await stores.turns.next(ONE) is None
    assert bert.hints.sent == []


async def test_who_has_played_a_turn_keeps_its_page_until_it_closes_it() -> None:
    clock = ManualClock()
    stores = memory_stores(clock)
    await says(stores)
    await hears(worker(stores))
    assert await stores.leases.keeper(ONE) == BERT
    clock.advance(IDLE_SECONDS)
    assert await stores.leases.keeper(ONE) is None


async def test_who_opened_no_page_keeps_none() -> None:
    stores = memory_stores(ManualClock())
    await stores.sessions.create(a_session(), {})
    await hears(worker(stores))
    assert await stores.leases.keeper(ONE) is None


def worker(stores: Stores) -> Worker:
    async def no_fence(_: SessionId) -> int | None:
        return None

    return Worker(BERT, stores, World(no_fence))


async def says(stores: Stores) -> None:
    opened = {"start_url": HOME, "hosts": HOSTS}
    await stores.sessions.create(a_session().model_copy(update=opened), {})
    await stores.turns.add(a_turn(), None)


async def hears(worker: Worker) -> None:
    worker.gate.throw_open()
    await worker.hear(ONE)
    assert worker.task is not None
    await worker.task
