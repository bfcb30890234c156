"""Takeovers in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys, news_index, pending_index
from errands.backends.told import told
from errands.contracts.backlog import USUAL_BACKLOG, Backlog
from errands.contracts.event import Event
from errands.contracts.ids import Fence, SessionId, ViewerId
from errands.contracts.live import Takeover
from errands.contracts.stores import Lease


class RedisTakeovers:
    """`TakeoverStore`.

    A wish is found as an unfinished turn is: the index is touched first, and `RedisLeases` counts
    a takeover among what waits.
    """

    def __init__(
        self, client: Redis, namespace: str = "errands", backlog: Backlog = USUAL_BACKLOG
    ) -> None:
        self._client = client
        self._namespace = namespace
        self._backlog = backlog
        self._touch = LuaScript(client, "touch_pending")
        self._news = LuaScript(client, "touch_news")
        self._ask = LuaScript(client, "ask_takeover")
        self._withdraw = LuaScript(client, "withdraw_takeover")
        self._begin = LuaScript(client, "begin_takeover")
        self._end = LuaScript(client, "end_takeover")

    async def ask(self, session: SessionId, viewer: ViewerId) -> None:
        await self._touch([pending_index(self._namespace)], [session, self._backlog.sessions])
        await self._news([news_index(self._namespace)], [session])
        keys = self._keys(session)
        await self._ask([keys.session, keys.pending, keys.takeover], [viewer])

    async def withdraw(self, session: SessionId, viewer: ViewerId) -> bool:
        return await self._withdraw([self._keys(session).takeover], [viewer]) == (1,)

    async def find(self, session: SessionId) -> Takeover | None:
        with guard():
            fields = await cast(
                "Awaitable[list[bytes | None]]",
                self._client.hmget(self._keys(session).takeover, ["viewer", "fence"]),
            )
        viewer, fence = fields
        if viewer is None:
            return None
        return Takeover(
            viewer=ViewerId(viewer.decode()), fence=None if fence is None else Fence(int(fence))
        )

    async def begin(self, lease: Lease, *events: Event) -> Takeover | None:
        keys = self._keys(lease.session)
        found = await self._begin(
            [keys.lease, keys.takeover, keys.events], [lease.fence, *told(events)]
        )
        if not found:
            return None
        viewer = ViewerId(cast("bytes", found[0]).decode())
        return Takeover(viewer=viewer, fence=lease.fence)

    async def end(self, lease: Lease, *events: Event) -> None:
        keys = self._keys(lease.session)
        await self._end([keys.lease, keys.takeover, keys.events], [lease.fence, *told(events)])

    def _keys(self, session: SessionId) -> SessionKeys:
        return SessionKeys(self._namespace, session)
