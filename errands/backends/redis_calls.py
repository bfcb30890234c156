"""Calls that are known again by their idempotency keys, in Redis."""

from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.backends.turn_rules import IDEMPOTENCY_SECONDS
from errands.contracts.stores import CALL_SECONDS


class RedisCalls:
    """`CallStore`; `redis_layout` shows the keys."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._namespace = namespace
        self._begin = LuaScript(client, "begin_call")
        self._end = LuaScript(client, "end_call")

    async def begin(self, call: str, sent: str) -> bool:
        (is_first,) = await self._begin([self._key(call)], [sent, CALL_SECONDS])
        return is_first == 1

    async def end(self, call: str, sent: str) -> None:
        await self._end([self._key(call)], [sent, IDEMPOTENCY_SECONDS])

    async def drop(self, call: str) -> None:
        with guard():
            await self._client.delete(self._key(call))

    def _key(self, call: str) -> str:
        return f"{self._namespace}:call:{call}"
