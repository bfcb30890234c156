"""Which sessions a tenant has, in Redis; `redis_layout` shows the key.

The index is in another slot than the sessions, so the two can't change in one script. A session is
listed before it is made and taken out before it is removed: what is listed and isn't there is
passed over, and taken out once nobody can be making it any more.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from typing import Final, NamedTuple, cast

from redis.asyncio import Redis

from errands.backends.redis_connection import guard
from errands.backends.redis_layout import tenant_index
from errands.backends.session_places import opened_ms, place_of, time_of
from errands.contracts.errors import NotFoundError
from errands.contracts.ids import SessionId, TenantId
from errands.contracts.session import Session
from errands.contracts.stores import ListedSession, SessionStore

MAKING_MS: Final = 3_600_000
"""How long what is listed may not be there yet: far longer than a call takes."""


class _Listed(NamedTuple):
    session: SessionId
    opened_ms: int

    @property
    def place(self) -> str:
        return place_of(self.session, self.opened_ms)


class TenantIndex:
    """Raises `StoreUnavailableError`."""

    def __init__(self, client: Redis, namespace: str) -> None:
        self._client = client
        self._namespace = namespace

    async def add(self, session: Session) -> None:
        """The time of the first call stays."""
        at: dict[str, float] = {session.id: opened_ms(session.created_at)}
        with guard():
            await self._client.zadd(self._key(session.tenant), at, nx=True)

    async def remove(self, tenant: TenantId, session: SessionId) -> None:
        with guard():
            await self._client.zrem(self._key(tenant), session)

    async def read(
        self, tenant: TenantId, after: str | None, most: int, sessions: SessionStore
    ) -> tuple[ListedSession, ...]:
        found: list[ListedSession] = []
        async for batch in self._batches(tenant, after, most):
            loaded = await asyncio.gather(*(_loaded(one, sessions) for one in batch))
            for one, session in zip(batch, loaded, strict=True):
                if session is None:
                    await self._unless_it_is_made(tenant, one)
                else:
                    found.append(ListedSession(one.place, session))
            if len(found) >= most:
                break
        return tuple(found[:most])

    async def _batches(
        self, tenant: TenantId, after: str | None, size: int
    ) -> AsyncGenerator[list[_Listed], None]:
        """From after a place on; what was never one has nothing after it."""
        top = None if after is None else time_of(after)
        if after is not None and top is None:
            return
        read = 0
        while True:
            with guard():
                page = await cast(
                    "Awaitable[list[tuple[bytes, float]]]",
                    self._client.zrevrangebyscore(
                        self._key(tenant),
                        "+inf" if top is None else top,
                        "-inf",
                        start=read,
                        num=size,
                        withscores=True,
                    ),
                )
            if not page:
                return
            read += len(page)
            listed = [_Listed(SessionId(name.decode()), int(at)) for name, at in page]
            yield [one for one in listed if after is None or one.place < after]

    async def _unless_it_is_made(self, tenant: TenantId, listed: _Listed) -> None:
        with guard():
            seconds, _ = await self._client.time()
        if listed.opened_ms < seconds * 1000 - MAKING_MS:
            await self.remove(tenant, listed.session)

    def _key(self, tenant: TenantId) -> str:
        return tenant_index(self._namespace, tenant)


async def _loaded(listed: _Listed, sessions: SessionStore) -> Session | None:
    try:
        return await sessions.load(listed.session)
    except NotFoundError:
        return None
