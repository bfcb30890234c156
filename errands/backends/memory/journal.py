from errands.backends.memory.state import MemoryState
from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, TurnId
from errands.contracts.step import Step


class MemoryJournal:
    """`Journal`."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    async def begin(self, step: Step, fence: Fence) -> None:
        self._state.fenced(step.session, fence).begun[step.turn, step.number] = step

    async def finish(self, step: Step, fence: Fence, *events: Event) -> None:
        room = self._state.fenced(step.session, fence)
        if room.finished.get((step.turn, step.number)) != step:
            room.finished[step.turn, step.number] = step
            room.tell(*events)

    async def steps(self, session: SessionId, turn: TurnId) -> tuple[Step, ...]:
        finished = self._state.room(session).finished
        found = [step for (of, _), step in finished.items() if of == turn]
        return tuple(sorted(found, key=lambda step: step.number))

    async def interrupted(self, session: SessionId, turn: TurnId) -> Step | None:
        room = self._state.room(session)
        marks = [mark for mark in (*room.begun, *room.finished) if mark[0] == turn]
        last = max(marks, default=None)
        return None if last is None or last in room.finished else room.begun[last]
