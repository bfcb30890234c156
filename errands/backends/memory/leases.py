from errands.backends.memory.state import Held, MemoryState
from errands.contracts.ids import Fence, SessionId, WorkerId
from errands.contracts.stores import Lease


class MemoryLeases:
    """`LeaseStore`. `ttl` is how many seconds a lease lives without being renewed."""

    def __init__(self, state: MemoryState, *, ttl: float = 15) -> None:
        self._state = state
        self._ttl = ttl

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        held = self._state.held(session)
        if held is not None and held.lease.owner != owner:
            return None
        room = self._state.room(session)
        room.fences += 1
        lease = Lease(session=session, owner=owner, fence=Fence(room.fences))
        room.held = Held(lease, self._until())
        return lease

    async def renew(self, lease: Lease) -> bool:
        held = self._state.held(lease.session)
        if held is None or held.lease.fence != lease.fence:
            return False
        held.until = self._until()
        return True

    async def release(self, lease: Lease) -> bool:
        held = self._state.held(lease.session)
        if held is None or held.lease.fence != lease.fence:
            return True
        room = self._state.room(lease.session)
        if room.pending:
            return False
        room.held = None
        return True

    async def hand_over(self, lease: Lease) -> None:
        held = self._state.held(lease.session)
        if held is not None and held.lease.fence == lease.fence:
            self._state.room(lease.session).held = None

    async def orphans(self) -> tuple[SessionId, ...]:
        return tuple(
            session
            for session, room in self._state.rooms.items()
            if room.pending and self._state.held(session) is None
        )

    def _until(self) -> float:
        return self._state.clock.elapsed() + self._ttl
