"""Who is told, and how often."""

from errands.backends.memory import ManualClock, MemoryHints
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.ports import Lease
from services.worker.reconciler import RESEND_INTERVALS, Reconciler

EVERY = 3.0
ONE, TWO = SessionId("one"), SessionId("two")


class Orphanage:
    """A `LeaseStore` of which only the orphans matter."""

    def __init__(self, *sessions: SessionId) -> None:
        self.sessions = sessions

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        raise NotImplementedError

    async def renew(self, lease: Lease) -> bool:
        raise NotImplementedError

    async def release(self, lease: Lease) -> bool:
        raise NotImplementedError

    async def orphans(self) -> tuple[SessionId, ...]:
        return self.sessions


async def test_tells_once_and_again_after_a_while() -> None:
    clock, hints = ManualClock(), MemoryHints()
    reconciler = Reconciler(Orphanage(ONE, TWO), hints, clock, EVERY)
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
    reconciler = Reconciler(orphanage, hints, ManualClock(), EVERY)
    await reconciler.once()
    orphanage.sessions = ()
    await reconciler.once()
    orphanage.sessions = (ONE,)
    await reconciler.once()
    assert hints.sent == [ONE, ONE]
