"""Who is told of a turn first, and who next."""

import asyncio
from collections.abc import Callable

from errands.backends.memory import ManualClock, MemoryHints
from errands.backends.redis_connection import connect
from errands.backends.redis_leases import RedisLeases
from services.api.hints import KeeperHints
from tests.ports.stores import ANNA, ONE, a_session, a_turn, memory_stores


async def test_a_turn_goes_to_the_worker_that_keeps_the_browser() -> None:
    stores, hints = memory_stores(ManualClock()), MemoryHints()
    finding = KeeperHints(hints, stores.leases)
    await finding.send(ONE)
    await stores.leases.release(await stores.lease(), 60)
    await finding.send(ONE)
    assert (hints.sent, hints.to) == ([ONE, ONE], [None, ANNA])
    await finding.close()
    assert hints.to == [None, ANNA]


async def test_all_are_told_of_a_turn_that_the_keeper_does_not_begin() -> None:
    stores, hints = memory_stores(ManualClock()), MemoryHints()
    await stores.leases.release(await stores.lease(), 60)
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), None)
    finding = KeeperHints(hints, stores.leases, patience=0)
    await finding.send(ONE)
    await _until(lambda: len(hints.to) == 2)
    assert hints.to == [ANNA, None]


async def test_nobody_else_is_told_of_a_turn_that_the_keeper_begins() -> None:
    stores, hints = memory_stores(ManualClock()), MemoryHints()
    await stores.sessions.create(a_session(), {})
    await stores.turns.add(a_turn(), None)
    await stores.lease()
    finding = KeeperHints(hints, stores.leases, patience=0)
    await finding.send(ONE)
    await _until(lambda: not finding._looking)
    assert hints.to == [ANNA]


async def test_all_are_told_where_nobody_can_say_who_keeps_it() -> None:
    hints = MemoryHints()
    async with connect("redis://127.0.0.1:1/0") as nobody_listens:
        await KeeperHints(hints, RedisLeases(nobody_listens)).send(ONE)
    assert hints.to == [None]


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 what it waits for tells nobody
            await asyncio.sleep(0)
