"""Real workers die before and after every write of two turns; the hotel site is the witness.

The first turn fills in a form and comes to the question, the second one is the yes. Each write is
met where it is made: a gate before Redis stops the worker there, and the test kills it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from errands.backends.redis_layout import SessionKeys
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy, Session
from errands.contracts.turn import StopReason, Turn
from tests.faults.hotel import Hotel, books, hotel
from tests.faults.redis_gate import RedisGate
from tests.faults.whole import assert_whole
from tests.model_peer import ModelPeer, model_peer
from tests.ports.stores import redis_stores
from tests.redis_process import RedisProcess
from tests.worker_process import Bench, Processes, Site, bench, kill_at_once, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]

BOTH = 2
"""Workers that stand ready, whoever dies."""
TRIES = 5
"""A second hint may come at any time, and take the lease once more than usual."""


class Dies(StrEnum):
    CHILD = "child"
    WORKER = "worker"


@dataclass(frozen=True)
class Point:
    """Before the write of that number, or after it."""

    number: int
    written: bool


@dataclass
class Street:
    """Workers behind a gate, a hotel, and people who book."""

    bench: Bench
    gate: RedisGate
    hotel: Hotel
    processes: Processes
    workers: list[psutil.Popen]

    async def book(self, point: Point | None, dies: Dies) -> tuple[StopReason | None, list[str]]:
        """What the yes came to, and the writes up to the death; all has to hold of it."""
        session = await self._arrive()
        stop_at, written = (point.number, point.written) if point else (None, False)
        self.gate.watch(session.id, stop_at, written=written)
        presses = self.hotel.line.presses
        death = asyncio.create_task(self._die(dies))
        asked = await self._said(session, "Book it for Maya")
        assert asked.stop_reason is StopReason.NEEDS_YES, self.processes.log()
        turn = await self._said(session, "yes")
        if point is None:
            death.cancel()
        else:
            assert self.gate.held.is_set(), "the point was never come to"
            await death
        presses = self.hotel.line.presses - presses
        booked = self.hotel.bookings(session.id)
        assert booked == presses <= 1, "what was begun and not finished is never repeated"
        if turn.stop_reason is not StopReason.OUTCOME_UNKNOWN:
            assert (turn.stop_reason, booked) == (StopReason.SAID, 1), self.processes.log()
        stores, events = redis_stores(self.bench.redis), await self.bench.events(session)
        await assert_whole(stores, events, session.id, Counter({turn.id: booked}))
        return turn.stop_reason, list(self.gate.writes)

    async def _arrive(self) -> Session:
        id_ = SessionId(uuid4().hex)
        session = Session(
            id=id_,
            tenant=TenantId("t"),
            start_url=self.hotel.welcome(id_),
            profile=Profile.of({}),
            hosts=HostPolicy(allowed=(self.hotel.host,), allow_local=True),
            created_at=0,
        )
        await self.bench.sessions.create(session, {})
        return session

    async def _said(self, session: Session, message: str) -> Turn:
        """The turn once it has ended, and nobody works on the session any more."""
        turn = await self.bench.ended(await self.bench.say(session, message))

        async def let_go() -> bool | None:
            return (
                not await self.bench.redis.exists(SessionKeys("errands", session.id).lease) or None
            )

        await until(let_go)
        return turn

    async def _die(self, dies: Dies) -> None:
        await self.gate.held.wait()
        worker, child = self._holder()
        family = self.processes.family(worker)
        if dies is Dies.CHILD:
            child.kill()
        else:
            kill_at_once(family)
            self.workers.remove(worker)
            self.workers.append(self.processes.worker())

    def _holder(self) -> tuple[psutil.Popen, psutil.Process]:
        for worker in self.workers:
            for child in worker.children():
                if self.gate.holder in {c.laddr.port for c in child.net_connections()}:
                    return worker, child
        raise AssertionError("nobody stands at the gate")


async def _ready(processes: Processes) -> bool | None:
    return processes.log().count(" ready.") >= BOTH or None


@pytest.fixture
async def street(own_redis: RedisProcess, tmp_path: Path) -> AsyncIterator[Street]:
    peer = ModelPeer(answer=books)
    with model_peer(peer), own_redis.client() as client:
        for script in (Path(__file__).parents[2] / "errands/backends/lua").glob("*.lua"):
            client.script_load(script.read_text())
        async with (
            bench(own_redis.url, Site()) as opened,
            RedisGate(own_redis.port, opened.redis) as gate,
            hotel(tmp_path) as witness,
        ):
            processes = Processes(gate.url, peer, tmp_path)
            processes.reconciler()
            workers = [processes.worker() for _ in range(BOTH)]
            try:
                await until(lambda: _ready(processes), 60)
                yield Street(opened, gate, witness, processes, workers)
            finally:
                await asyncio.to_thread(processes.close)


def unknown(writes: list[str]) -> set[Point]:
    """Where the press of the button has been written down as begun, and not as done."""
    yes = writes.index("acquire_lease", 1)
    begun = writes.index("fenced_write 1:begun", yes)
    done = writes.index("fenced_write 1:finished", begun)
    between = (Point(n, written) for n in range(begun + 1, done) for written in (False, True))
    return {Point(begun, written=True), *between, Point(done, written=False)}


async def usual_writes(street: Street) -> list[str]:
    """Those of a conversation in which nothing comes between."""
    seen: list[list[str]] = []
    for _ in range(TRIES):
        _, writes = await street.book(None, Dies.CHILD)
        if writes in seen:
            return writes
        seen.append(writes)
    raise AssertionError(seen)


async def dies_at(street: Street, points: Iterable[Point], dies: Dies, writes: list[str]) -> None:
    for point in points:
        for _ in range(TRIES):
            reason, made = await street.book(point, dies)
            if made[: point.number + 1] == writes[: point.number + 1]:
                break
        place = f"{dies} at {point}: {made[: point.number + 1]}"
        assert made[: point.number + 1] == writes[: point.number + 1], place
        assert (reason is StopReason.OUTCOME_UNKNOWN) is (point in unknown(writes)), place


async def test_around_the_effect(street: Street) -> None:
    writes = await usual_writes(street)
    last = len(writes) - 1
    points = sorted(unknown(writes), key=lambda point: point.number)
    await dies_at(street, (points[0], Point(last - 1, written=False)), Dies.CHILD, writes)
    await dies_at(street, (points[-1],), Dies.WORKER, writes)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("dies", Dies)
@pytest.mark.parametrize("written", [False, True])
async def test_everywhere(street: Street, dies: Dies, *, written: bool) -> None:
    writes = await usual_writes(street)
    assert len(writes) > 20
    points = (Point(number, written) for number in range(len(writes)))
    await dies_at(street, points, dies, writes)
