import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.live import Shown, ToWorker

_T = TypeVar("_T")


class _Channels(Generic[_T]):
    """What is said on a channel goes to those who listen, and to nobody else."""

    def __init__(self) -> None:
        self.listeners: defaultdict[str, list[asyncio.Queue[_T]]] = defaultdict(list)

    def say(self, channel: str, said: _T) -> None:
        for listener in self.listeners[channel]:
            listener.put_nowait(said)

    @asynccontextmanager
    async def on(self, channel: str) -> AsyncIterator[AsyncIterator[_T]]:
        queue: asyncio.Queue[_T] = asyncio.Queue()
        self.listeners[channel].append(queue)
        try:
            yield _all_of(queue)
        finally:
            self.listeners[channel].remove(queue)


async def _all_of(queue: asyncio.Queue[_T]) -> AsyncIterator[_T]:
    while True:
        yield await queue.get()


class MemoryLive:
    """`LiveWire`."""

    def __init__(self) -> None:
        self._workers: _Channels[ToWorker] = _Channels()
        self._sessions: _Channels[Shown] = _Channels()

    async def tell(self, worker: WorkerId, said: ToWorker) -> None:
        self._workers.say(worker, said)

    @asynccontextmanager
    async def hear(self, worker: WorkerId) -> AsyncIterator[AsyncIterator[ToWorker]]:
        async with self._workers.on(worker) as heard:
            yield heard

    async def show(self, session: SessionId, shown: Shown) -> None:
        self._sessions.say(session, shown)

    @asynccontextmanager
    async def watch(self, session: SessionId) -> AsyncIterator[AsyncIterator[Shown]]:
        async with self._sessions.on(session) as shown:
            yield shown

    async def viewers(self, session: SessionId) -> int:
        return len(self._sessions.listeners[session])
