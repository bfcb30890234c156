"""Who is told, and how often."""

import pytest

from errands.backends.memory import ManualClock, MemoryHints
from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.stores import Lease, Waiting
from errands.telemetry.metrics import REGISTRY
from services.worker.reconciler import RESEND_INTERVALS, Reconciler
from tests.ports.stores import ONE, TWO, a_session, a_turn, memory_stores

EVERY = 3.0
TURNS = memory_stores(ManualClock()).turns


class Orphanage:
    """A `LeaseStore` of which only the orphans matter."""

    def __init__(self, *sessions: SessionId) -> None:
        self.sessions = sessions

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        raise NotImplementedError

    async def renew(self, lease: Lease) -> bool:
        raise NotImplementedError

    async def release(self, lease: Lease, keeps: float = 0) -> bool:
        raise NotImplementedError

    async def hand_over(self, lease: Lease) -> None:
        raise NotImplementedError

    async def keeper(self, session: SessionId) -> WorkerId | None:
        raise NotImplementedError

    async def is_orphan(self, session: SessionId) -> bool:
        return session in self.sessions

    async def waiting(self) -> Waiting:
        return Waiting(orphans=self.sessions, turns=len(self.sessions))


async def test_tells_once_and_again_after_a_while() -> None:
    clock, hints = ManualClock(), MemoryHints()
    reconciler = Reconciler(Orphanage(ONE, TWO), TURNS, hints, clock, EVERY)
    await reconciler.once()
    assert hints.sent == [ONE, TWO]
    clock.advance(EVERY)
    await reconciler.once()
    assert hints.sent == [ONE, TWO]
    clock.advance(EVERY * RESEND_INTERVALS)
    await reconciler.once()
    assert hints.sent == [ONE, TWO, ONE, TWO]


async def test_tells_at_once_of_a_session_that_is_orphaned_again() -> None:
    hints, orphanage = MemoryHints(), Orphanage(ONE)
    reconciler = Reconciler(orphanage, TURNS, hints, ManualClock(), EVERY)
    await reconciler.once()
    orphanage.sessions = ()
    await reconciler.once()
    orphanage.sessions = (ONE,)
    await reconciler.once()
    assert hints.sent == [ONE, ONE]


async def test_shows_how_long_the_oldest_turn_has_waited() -> None:
    clock = ManualClock()
    stores = memory_stores(clock)
    for session, ago in ((ONE, 5.0), (TWO, 40.0)):
        await stores.sessions.create(a_session(session), {})
        turn = a_turn(session=session).model_copy(update={"created_at": clock.now() - ago})
        await stores.turns.add(turn, None)
    reconciler = Reconciler(stores.leases, stores.turns, MemoryHints(), clock, EVERY)
    await reconciler.once()
    assert _shown() == pytest.approx(40)
    assert await stores.leases.acquire(TWO, WorkerId("anna"))
    await reconciler.once()
    assert _shown() == pytest.approx(5)
    assert await stores.leases.acquire(ONE, WorkerId("anna"))
    await reconciler.once()
    assert _shown() == 0


async def test_shows_how_many_turns_wait() -> None:
    stores = memory_stores(clock := ManualClock())
    reconciler = Reconciler(stores.leases, stores.turns, MemoryHints(), clock, EVERY)
    for session, turns in ((ONE, 3), (TWO, 1)):
        await stores.sessions.create(a_session(session), {})
        for number in range(turns):
            await stores.turns.add(a_turn(f"{session}-{number}", session=session), None)
    await reconciler.once()
    assert REGISTRY.get_sample_value("errands_turns_queued") == 4
    assert await stores.leases.acquire(ONE, WorkerId("anna"))
    await reconciler.once()
    assert REGISTRY.get_sample_value("errands_turns_queued") == 3


async def test_counts_the_looks_that_came_to_an_answer() -> None:
    class Away(Orphanage):
        async def waiting(self) -> Waiting:
            raise StoreUnavailableError("away")

    before = _looks()
    await Reconciler(Orphanage(), TURNS, MemoryHints(), ManualClock(), EVERY).once()
    assert _looks() == before + 1
    with pytest.raises(StoreUnavailableError):
        await Reconciler(Away(), TURNS, MemoryHints(), ManualClock(), EVERY).once()
    assert _looks() == before + 1


def _looks() -> float:
    return REGISTRY.get_sample_value("errands_reconciler_looks_total") or 0


def _shown() -> float | None:
    return REGISTRY.get_sample_value("errands_oldest_turn_wait_seconds")
