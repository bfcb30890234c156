from errands.backends.memory.state import Accepted, MemoryState
from errands.backends.turn_rules import IDEMPOTENCY_SECONDS, body_of
from errands.contracts.backlog import USUAL_BACKLOG, Backlog
from errands.contracts.errors import (
    IdempotencyConflictError,
    NotFoundError,
    OverloadedError,
    SessionBusyError,
    SessionClosedError,
)
from errands.contracts.event import Event, TurnQueued
from errands.contracts.ids import Fence, SessionId, TurnId
from errands.contracts.stores import Cancelled
from errands.contracts.turn import Turn, TurnStatus


class MemoryTurns:
    """`TurnStore`."""

    def __init__(self, state: MemoryState, backlog: Backlog = USUAL_BACKLOG) -> None:
        self._state = state
        self._backlog = backlog

    async def add(
        self, turn: Turn, idempotency_key: str | None, *, interrupts: bool = False
    ) -> Turn:
        await self._demand_room(turn, idempotency_key, interrupts=interrupts)
        room, _ = self._state.existing(turn.session)
        room.said_at = max(room.said_at, turn.created_at)
        if idempotency_key is not None:
            made = await self.replayed(turn, idempotency_key, interrupts=interrupts)
            if made is not None:
                return made
        if turn.id in room.turns:
            return room.turns[turn.id]
        if room.closed:
            raise SessionClosedError
        if len(room.pending) >= self._backlog.turns:
            raise SessionBusyError
        added = turn.model_copy(update={"number": len(room.turns) + 1})
        room.turns[turn.id] = added
        room.tell(TurnQueued(session=turn.session, at=turn.created_at, turn=added))
        if idempotency_key is not None:
            until = self._state.clock.elapsed() + IDEMPOTENCY_SECONDS
            room.accepted[idempotency_key] = Accepted(body_of(turn), interrupts, turn.id, until)
        return added

    async def _demand_room(self, turn: Turn, key: str | None, *, interrupts: bool) -> None:
        """Before anything else is looked at, but for what was taken on before."""
        if self._state.is_waiting(turn.session):
            return
        if self._state.waiting() < self._backlog.sessions:
            return
        if key is None or await self.replayed(turn, key, interrupts=interrupts) is None:
            raise OverloadedError

    async def replayed(
        self, turn: Turn, idempotency_key: str, *, interrupts: bool = False
    ) -> Turn | None:
        room = self._state.room(turn.session)
        known = room.accepted.get(idempotency_key)
        if known is None or self._state.clock.elapsed() >= known.until:
            return None
        if (known.body, known.interrupts) != (body_of(turn), interrupts):
            raise IdempotencyConflictError
        return room.turns[known.turn]

    async def get(self, session: SessionId, turn: TurnId) -> Turn:
        return self._turn(session, turn)

    async def all(self, session: SessionId) -> tuple[Turn, ...]:
        return tuple(self._state.room(session).turns.values())

    async def page(self, session: SessionId, after: int, most: int) -> tuple[Turn, ...]:
        return (await self.all(session))[after : after + most]

    async def next(self, session: SessionId) -> Turn | None:
        return next(iter(self._state.room(session).pending), None)

    async def save(self, turn: Turn, fence: Fence, *events: Event) -> None:
        room = self._state.fenced(turn.session, fence)
        current = self._turn(turn.session, turn.id)
        saved = turn.model_copy(update={"number": current.number})
        if not current.ended and saved != current:
            room.turns[turn.id] = saved
            room.tell(*events)

    async def cancel(self, session: SessionId, turn: TurnId) -> Cancelled:
        room = self._state.room(session)
        current = self._turn(session, turn)
        if not current.ended:
            room.cancelled.add(turn)
        if current.status is not TurnStatus.QUEUED:
            return Cancelled(current, None)
        ended = room.cancel(current, self._state.clock.now())
        return Cancelled(ended.turn, ended)

    async def cancelled(self, session: SessionId, turn: TurnId) -> bool:
        return turn in self._state.room(session).cancelled

    def _turn(self, session: SessionId, turn: TurnId) -> Turn:
        found = self._state.room(session).turns.get(turn)
        if found is None:
            raise NotFoundError
        return found
