from errands.backends.memory.state import MemoryState
from errands.contracts.errors import SessionBusyError, SessionClosedError
from errands.contracts.event import Event
from errands.contracts.ids import SessionId, ViewerId
from errands.contracts.live import Takeover
from errands.contracts.stores import Lease


class MemoryTakeovers:
    """`TakeoverStore`."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    async def ask(self, session: SessionId, viewer: ViewerId) -> None:
        room, _ = self._state.existing(session)
        if room.closed:
            raise SessionClosedError
        if room.takeover is None and room.pending:
            raise SessionBusyError
        fence = None if room.takeover is None else room.takeover.fence
        room.takeover = Takeover(viewer=viewer, fence=fence)

    async def withdraw(self, session: SessionId, viewer: ViewerId) -> bool:
        room = self._state.room(session)
        if room.takeover != Takeover(viewer=viewer, fence=None):
            return False
        room.takeover = None
        return True

    async def find(self, session: SessionId) -> Takeover | None:
        return self._state.room(session).takeover

    async def begin(self, lease: Lease, *events: Event) -> Takeover | None:
        room = self._state.fenced(lease.session, lease.fence)
        if room.takeover is None:
            return None
        if room.takeover.fence != lease.fence:
            room.takeover = Takeover(viewer=room.takeover.viewer, fence=lease.fence)
            room.tell(*events)
        return room.takeover

    async def end(self, lease: Lease, *events: Event) -> None:
        room = self._state.fenced(lease.session, lease.fence)
        if room.takeover is not None:
            room.takeover = None
            room.tell(*events)
