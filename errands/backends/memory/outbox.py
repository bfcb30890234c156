from collections.abc import Mapping

from errands.backends.memory.state import MemoryState
from errands.contracts.ids import SessionId, WebhookId


class MemoryOutbox:
    """`Outbox`."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    async def sessions(self) -> tuple[SessionId, ...]:
        return tuple(session for session, room in self._state.rooms.items() if room.has_news)

    async def told(self, session: SessionId) -> Mapping[WebhookId, str]:
        return dict(self._state.room(session).told)

    async def mark(self, session: SessionId, webhook: WebhookId, event: str) -> bool:
        room = self._state.room(session)
        if room.session is None:
            return False
        room.told[webhook] = event
        return True

    async def rest(self, session: SessionId, last: str | None) -> None:
        room = self._state.room(session)
        if room.pending or self._state.held(session) is not None:
            return
        if last is None or not room.events or room.events[-1].id == last:
            room.has_news = False
