from pydantic import SecretStr

from errands.backends.memory.state import MemoryState
from errands.backends.session_places import opened_ms, place_of, time_of
from errands.backends.turn_rules import shown
from errands.contracts.errors import NotFoundError, SessionBusyError, SessionClosedError
from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, SlotName, TenantId
from errands.contracts.profile import ProfileChange
from errands.contracts.session import Session
from errands.contracts.stores import ListedSession
from errands.contracts.turn import TurnStatus


class MemorySessions:
    """`SessionStore`."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    async def create(
        self, session: Session, secrets: dict[SlotName, SecretStr], *events: Event
    ) -> bool:
        room = self._state.room(session.id)
        if room.session is not None:
            return False
        room.session = session
        room.secrets.update(secrets)
        room.said_at = session.created_at
        room.tell(*events)
        return True

    async def load(self, session: SessionId) -> Session:
        room, saved = self._state.existing(session)
        return shown(saved, turns=len(room.turns), closed=room.closed, queued=room.queued)

    async def save(self, session: Session, fence: Fence, *events: Event) -> None:
        room = self._state.fenced(session.id, fence)
        if room.session is None:
            raise NotFoundError
        if room.closed:
            raise SessionClosedError
        if room.session != session:
            room.session = session
            room.tell(*events)

    async def change_profile(
        self, session: SessionId, change: ProfileChange, *events: Event
    ) -> Session:
        room, saved = self._state.existing(session)
        changed = saved.with_profile(change)
        if room.closed:
            raise SessionClosedError
        if room.pending or room.takeover is not None:
            raise SessionBusyError
        room.session = changed
        before = dict(room.secrets)
        for name, value in change.secrets.items():
            old = room.secrets.get(name)
            if old is not None and old != value:
                room.secrets_before[old] = None
            if value is None:
                room.secrets.pop(name, None)
            else:
                room.secrets[name] = value
        if (saved, before) != (changed, room.secrets):
            room.tell(*events)
        return await self.load(session)

    async def close(
        self, session: SessionId, *events: Event, unless_busy: bool = False
    ) -> tuple[Event, ...]:
        room, _ = self._state.existing(session)
        if unless_busy and room.pending:
            raise SessionBusyError
        now = self._state.clock.now()
        told = () if room.closed else events
        room.closed = True
        if room.closed_at is None:
            room.closed_at = now
        room.cancelled.update(turn.id for turn in room.pending)
        queued = [turn for turn in room.pending if turn.status is TurnStatus.QUEUED]
        ends = [room.cancel(turn, now) for turn in queued]
        room.secrets.clear()
        room.secrets_before.clear()
        room.state = room.screenshot = None
        room.tell(*told)
        return (*ends, *told)

    async def idle(self, before: float, most: int) -> tuple[SessionId, ...]:
        found = [
            (room.said_at, session)
            for session, room in self._state.rooms.items()
            if room.session is not None and not room.closed and room.said_at <= before
        ]
        return tuple(session for _, session in sorted(found)[:most])

    async def closed(self, before: float, most: int) -> tuple[SessionId, ...]:
        found = [
            (room.closed_at, session)
            for session, room in self._state.rooms.items()
            if room.closed_at is not None and room.closed_at <= before
        ]
        return tuple(session for _, session in sorted(found)[:most])

    async def forget(self, session: SessionId) -> bool:
        room = self._state.room(session)
        is_open = room.session is not None and not room.closed
        if is_open or room.pending or self._state.held(session) is not None:
            return False
        del self._state.rooms[session]
        return True

    async def of_tenant(
        self, tenant: TenantId, after: str | None, most: int
    ) -> tuple[ListedSession, ...]:
        if after is not None and time_of(after) is None:
            return ()
        places = {
            place_of(session, opened_ms(room.session.created_at)): session
            for session, room in self._state.rooms.items()
            if room.session is not None and room.session.tenant == tenant
        }
        rest = sorted((one for one in places if after is None or one < after), reverse=True)
        return tuple([ListedSession(one, await self.load(places[one])) for one in rest[:most]])

    async def secrets(self, session: SessionId) -> dict[SlotName, SecretStr]:
        return dict(self._state.room(session).secrets)

    async def hidden(self, session: SessionId) -> tuple[SecretStr, ...]:
        room = self._state.room(session)
        return (*room.secrets.values(), *room.secrets_before)
