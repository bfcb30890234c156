"""When whoever waits has to answer: the process goes, or the key it came with is good no more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Annotated, cast

import structlog
from fastapi import Depends, Request

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.keys import ApiKey
from services.api.auth import Holder, is_good
from services.api.ports import Ports
from services.api.stop import stop

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Watched:
    """A key that is waited with, and by how many. `leaving` is set once they have to answer."""

    leaving: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    task: asyncio.Task[None] | None = None


class KeyWatch:
    """Looks again at keys that are waited with: at each once, however many wait with it."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._watched: dict[str, _Watched] = {}

    @asynccontextmanager
    async def over(self, key: ApiKey) -> AsyncIterator[asyncio.Event]:
        """An event that is set once there is no more time to wait."""
        watched = self._watched.setdefault(key.digest, _Watched())
        watched.waiting += 1
        if watched.task is None:
            watched.task = asyncio.create_task(self._watch(key, watched.leaving))
        try:
            yield watched.leaving
        finally:
            watched.waiting -= 1
            if not watched.waiting:
                del self._watched[key.digest]
                await stop(watched.task)

    async def _watch(self, key: ApiKey, leaving: asyncio.Event) -> None:
        stopping = self._ports.stopping
        try:
            while not stopping.is_set() and await self._is_still_good(key):
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._ports.rules.key_seconds):
                        await stopping.wait()
        finally:
            leaving.set()

    async def _is_still_good(self, key: ApiKey) -> bool:
        try:
            found = await self._ports.keys.find(key.digest)
        except StoreUnavailableError as error:
            # a store that is away has revoked nothing
            _log.warning("key.not_checked", error=repr(error))
            return True
        return found is not None and is_good(found, self._ports)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the caller may wait."""

    watch: KeyWatch
    key: ApiKey

    def lasts(self) -> AbstractAsyncContextManager[asyncio.Event]:
        return self.watch.over(self.key)


async def _patience(request: Request, key: Holder) -> Patience:
    return Patience(cast("KeyWatch", request.app.state.key_watch), key)


Waiter = Annotated[Patience, Depends(_patience)]
