import asyncio
from collections.abc import AsyncGenerator

from errands.backends.event_ids import parse_event_id
from errands.backends.memory.state import MemoryState
from errands.contracts.event import Event, Logged
from errands.contracts.ids import SessionId


class MemoryEvents:
    """`EventLog`. A follower gets `None` after `heartbeat` quiet seconds, real ones."""

    def __init__(self, state: MemoryState, *, heartbeat: float = 10) -> None:
        self._state = state
        self._heartbeat = heartbeat

    async def append(self, event: Event) -> str:
        room = self._state.room(event.session)
        room.tell(event)
        return room.events[-1].id

    def follow(self, session: SessionId, after: str | None) -> AsyncGenerator[Logged | None, None]:
        return self._follow(session, (0, 0) if after is None else parse_event_id(after))

    async def after(self, session: SessionId, last: str | None, most: int) -> tuple[Logged, ...]:
        found = self._after(session, (0, 0) if last is None else parse_event_id(last))
        return tuple(found[:most])

    async def get(self, session: SessionId, event: str) -> Logged | None:
        events = self._state.room(session).events
        return next((logged for logged in events if logged.id == event), None)

    async def _follow(
        self, session: SessionId, last: tuple[int, int]
    ) -> AsyncGenerator[Logged | None, None]:
        news = asyncio.Event()
        followers = self._state.room(session).followers
        followers.add(news)
        try:
            while True:
                news.clear()
                for logged in self._after(session, last):
                    last = parse_event_id(logged.id)
                    yield logged
                if not self._after(session, last) and not await self._came(news):
                    yield None
        finally:
            followers.discard(news)

    def _after(self, session: SessionId, last: tuple[int, int]) -> list[Logged]:
        events = self._state.room(session).events
        return [logged for logged in events if parse_event_id(logged.id) > last]

    async def _came(self, news: asyncio.Event) -> bool:
        """Whether something was appended before the heartbeat was due."""
        try:
            async with asyncio.timeout(self._heartbeat):
                return await news.wait()
        except TimeoutError:
            return False
