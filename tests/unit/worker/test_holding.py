"""Work under a lease, on stores that fail as they are told to."""

import asyncio

import pytest

from errands.backends.system_clock import SystemClock
from errands.contracts.errors import FencedError, StoreUnavailableError
from errands.contracts.ids import Fence, SessionId, WorkerId
from errands.contracts.stores import Lease, Waiting
from services.worker.holding import steady, stop, while_held

LEASE = Lease(session=SessionId("s"), owner=WorkerId("w"), fence=Fence(1))


class Leases:
    """Answers renewals by the words of a list: `yes`, `no`, `away`; then says yes."""

    def __init__(self, answers: str = "") -> None:
        self.answers = answers.split()

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        raise NotImplementedError

    async def renew(self, lease: Lease) -> bool:
        assert lease == LEASE
        answer = self.answers.pop(0) if self.answers else "yes"
        if answer == "away":
            raise StoreUnavailableError
        return answer == "yes"

    async def release(self, lease: Lease) -> bool:
        raise NotImplementedError

    async def waiting(self) -> Waiting:
        raise NotImplementedError


async def work(seconds: float, stopped: asyncio.Event) -> str:
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        stopped.set()
        raise
    return "done"


async def held(leases: Leases, seconds: float, stopped: asyncio.Event) -> str:
    return await while_held(work(seconds, stopped), LEASE, leases, SystemClock(), 0.15)


async def test_result_while_the_lease_is_renewed() -> None:
    assert await held(Leases(), 0.4, asyncio.Event()) == "done"


async def test_lost_lease_stops_the_work() -> None:
    stopped = asyncio.Event()
    with pytest.raises(FencedError):
        await held(Leases("yes no"), 60, stopped)
    assert stopped.is_set()


async def test_store_that_blinks_costs_nothing() -> None:
    assert await held(Leases("yes away yes"), 0.4, asyncio.Event()) == "done"


async def test_store_that_stays_away_loses_the_lease() -> None:
    stopped = asyncio.Event()
    with pytest.raises(FencedError):
        await held(Leases("away " * 100), 60, stopped)
    assert stopped.is_set()


async def test_steady_asks_until_there_is_an_answer() -> None:
    calls: list[int] = []

    async def flaky(number: int) -> int:
        calls.append(number)
        if len(calls) < 3:
            raise StoreUnavailableError
        return number

    assert await steady(flaky, 7) == 7
    assert calls == [7, 7, 7]


async def test_stop_ends_a_task_that_swallows_a_cancel() -> None:
    async def deaf_once() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(60)

    task = asyncio.create_task(deaf_once())
    await asyncio.sleep(0)
    await stop(task)
    assert task.cancelled()
