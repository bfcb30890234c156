"""Which sessions have news, in Redis; `redis_layout` shows the keys."""

from collections.abc import Awaitable, Mapping
from typing import cast

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.redis_layout import SessionKeys, news_index
from errands.contracts.ids import SessionId, WebhookId

KEEP_NEWS_MS = 60_000
"""How long an entry stays after a touch, whatever the session looks like: who touched it may be
about to write. As long as for the index of unfinished turns.
"""


class RedisOutbox:
    """`Outbox`.

    A session's own stream holds its events; the index lies in another slot and only says where to
    look. Who opens or closes a session, adds a turn or appends an event touches it first; who
    cancels a turn and a worker need not: a session with an unfinished turn or a lease is never
    taken out.
    """

    def __init__(
        self, client: Redis, namespace: str = "errands", *, keep_ms: int = KEEP_NEWS_MS
    ) -> None:
        self._client = client
        self._namespace = namespace
        self._index = news_index(namespace)
        self._keep_ms = keep_ms
        self._mark = LuaScript(client, "mark_told")
        self._last = LuaScript(client, "last_news")
        self._drop = LuaScript(client, "drop_pending")

    async def sessions(self) -> tuple[SessionId, ...]:
        with guard():
            found = await cast("Awaitable[list[bytes]]", self._client.zrange(self._index, 0, -1))
        return tuple(SessionId(one.decode()) for one in found)

    async def told(self, session: SessionId) -> Mapping[WebhookId, str]:
        with guard():
            found = await cast(
                "Awaitable[dict[bytes, bytes]]", self._client.hgetall(self._keys(session).told)
            )
        return {WebhookId(webhook.decode()): event.decode() for webhook, event in found.items()}

    async def mark(self, session: SessionId, webhook: WebhookId, event: str) -> bool:
        keys = self._keys(session)
        (is_kept,) = await self._mark([keys.session, keys.told], [webhook, event])
        return is_kept == 1

    async def rest(self, session: SessionId, last: str | None) -> None:
        keys = self._keys(session)
        found = await self._last([keys.pending, keys.lease, keys.events])
        if not found:
            return
        if last is None or cast("bytes", found[0]).decode() in {"", last}:
            await self._drop([self._index], [session, self._keep_ms])

    def _keys(self, session: SessionId) -> SessionKeys:
        return SessionKeys(self._namespace, session)
