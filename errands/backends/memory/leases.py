from errands.backends.memory.state import Held, Kept, MemoryState
from errands.contracts.ids import Fence, SessionId, WorkerId
from errands.contracts.stores import Lease, Waiting


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

    async def release(self, lease: Lease, keeps: float | None = None) -> bool:
        held = self._state.held(lease.session)
        if held is None or held.lease.fence != lease.fence:
            return True
        room = self._state.room(lease.session)
        if room.pending:
            return False
        room.held = None
        if keeps is not None:
            room.kept = Kept(lease.owner, self._state.clock.elapsed() + keeps)
        return True

    async def hand_over(self, lease: Lease) -> None:
        held = self._state.held(lease.session)
        if held is not None and held.lease.fence == lease.fence:
            room = self._state.room(lease.session)
            room.held = room.kept = None

    async def keeper(self, session: SessionId) -> WorkerId | None:
        held, kept = self._state.held(session), self._state.room(session).kept
        if held is not None:
            return held.lease.owner
        is_kept = kept is not None and self._state.clock.elapsed() < kept.until
        return kept.by if kept is not None and is_kept else None

    async def is_orphan(self, session: SessionId) -> bool:
        return session in (await self.waiting()).orphans

    async def waiting(self) -> Waiting:
        rooms = self._state.rooms.items()
        held = {session: self._state.held(session) is not None for session, _ in rooms}
        return Waiting(
            orphans=tuple(session for session, room in rooms if room.waits and not held[session]),
            turns=sum(max(0, len(room.pending) - held[session]) for session, room in rooms),
        )

    def _until(self) -> float:
        return self._state.clock.elapsed() + self._ttl
