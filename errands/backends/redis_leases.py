"""Leases in Redis, timed by Redis."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import cast

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys, pending_index
from errands.contracts.ids import Fence, SessionId, WorkerId
from errands.contracts.stores import Lease, Waiting

KEEP_TOUCHED_MS = 60_000
"""How long an entry of the index stays after a touch, whatever the session looks like."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Of a session: unfinished turns, and whether a person waits and a lease lives (0 or 1)."""

    turns: int
    people: int
    leases: int

    @property
    def is_orphan(self) -> bool:
        return bool((self.turns or self.people) and not self.leases)


class RedisLeases:
    """`LeaseStore`. `ttl` is how many seconds a lease lives without being renewed.

    A fence is valid while the session's lease exists and holds that fence.
    """

    def __init__(self, client: Redis, namespace: str = "errands", *, ttl: float = 15) -> None:
        self._client = client
        self._namespace = namespace
        self._ttl_ms = round(ttl * 1000)
        self._acquire = LuaScript(client, "acquire_lease")
        self._renew = LuaScript(client, "renew_lease")
        self._release = LuaScript(client, "release_lease")
        self._hand_over = LuaScript(client, "hand_over_lease")
        self._drop = LuaScript(client, "drop_pending")

    async def acquire(self, session: SessionId, owner: WorkerId) -> Lease | None:
        keys = self._keys(session)
        reply = await self._acquire([keys.lease, keys.fence], [owner, self._ttl_ms])
        if not reply:
            return None
        return Lease(session=session, owner=owner, fence=Fence(cast("int", reply[0])))

    async def renew(self, lease: Lease) -> bool:
        keys = self._keys(lease.session)
        return await self._renew([keys.lease], [lease.fence, self._ttl_ms]) == (1,)

    async def release(self, lease: Lease, keeps: float | None = None) -> bool:
        keys = self._keys(lease.session)
        for_ms = "" if keeps is None else round(keeps * 1000)
        return await self._release(
            [keys.lease, keys.pending, keys.keeper], [lease.fence, lease.owner, for_ms]
        ) == (1,)

    async def hand_over(self, lease: Lease) -> None:
        keys = self._keys(lease.session)
        await self._hand_over([keys.lease, keys.keeper], [lease.fence])

    async def keeper(self, session: SessionId) -> WorkerId | None:
        keys = self._keys(session)
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hget(keys.lease, "owner")
                pipe.get(keys.keeper)
                owner, keeper = cast("list[bytes | None]", await pipe.execute())
        found = owner or keeper
        return None if found is None else WorkerId(found.decode())

    async def is_orphan(self, session: SessionId) -> bool:
        (found,) = await self._found([session])
        return found.is_orphan

    async def waiting(self) -> Waiting:
        """Asks each session of the index for the truth, and tidies the index."""
        index = pending_index(self._namespace)
        with guard():
            members = await cast("Awaitable[list[bytes]]", self._client.zrange(index, 0, -1))
        sessions = [SessionId(member.decode()) for member in members]
        found = dict(zip(sessions, await self._found(sessions), strict=True))
        for session, one in found.items():
            if not one.turns and not one.people:
                await self._drop([index], [session, KEEP_TOUCHED_MS])
        return Waiting(
            orphans=tuple(session for session, one in found.items() if one.is_orphan),
            turns=sum(max(0, one.turns - one.leases) for one in found.values()),
        )

    async def _found(self, sessions: list[SessionId]) -> list[_Found]:
        with guard():
            async with self._client.pipeline(transaction=False) as pipe:
                for session in sessions:
                    keys = self._keys(session)
                    pipe.llen(keys.pending)
                    pipe.exists(keys.takeover)
                    pipe.exists(keys.lease)
                counts = cast("list[int]", await pipe.execute())
        return list(map(_Found, counts[::3], counts[1::3], counts[2::3]))

    def _keys(self, session: SessionId) -> SessionKeys:
        return SessionKeys(self._namespace, session)
