"""API keys in Redis, by digest."""

from collections.abc import Awaitable
from dataclasses import replace
from typing import cast

from pydantic import TypeAdapter
from redis.asyncio import Redis

from errands.backends.lua_script import LuaScript
from errands.backends.redis_connection import guard
from errands.contracts.ids import KeyId, TenantId
from errands.contracts.keys import ApiKey, LabelerKey

_KEY: TypeAdapter[ApiKey | LabelerKey] = TypeAdapter(ApiKey | LabelerKey)


class RedisKeys:
    """`KeyStore`; `redis_layout` shows the keys."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._add = LuaScript(client, "add_key")
        self._replace = LuaScript(client, "replace_key")
        self._prefix = f"{namespace}:{{keys}}"
        self._keys = f"{self._prefix}:keys"
        self._digests = f"{self._prefix}:digests"

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        names = [self._keys, self._digests, self._of(key)]
        (was_kept,) = await self._add(names, [key.id, key.digest, _KEY.dump_json(key)])
        return was_kept == 1

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        found = await self._get(self._keys, digest)
        return None if found is None else _KEY.validate_json(found)

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        with guard():
            members = self._client.smembers(f"{self._prefix}:of:{tenant}")
            ids = await cast("Awaitable[set[bytes]]", members)
        found = [await self._named(KeyId(id_.decode())) for id_ in sorted(ids)]
        return tuple(key for key in found if isinstance(key, ApiKey))

    async def expire(self, key: ApiKey, at: float) -> None:
        expiring = replace(key, expires_at=at)
        await self._replace([self._keys], [key.digest, _KEY.dump_json(expiring)])

    async def revoke(self, key: KeyId) -> None:
        found = await self._named(key)
        if found is None:
            return
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hdel(self._keys, found.digest)
                pipe.hdel(self._digests, key)
                pipe.srem(self._of(found), key)
                await pipe.execute()

    async def _named(self, key: KeyId) -> ApiKey | LabelerKey | None:
        digest = await self._get(self._digests, key)
        return None if digest is None else await self.find(digest.decode())

    def _of(self, key: ApiKey | LabelerKey) -> str:
        match key:
            case ApiKey(tenant=tenant):
                return f"{self._prefix}:of:{tenant}"
            case LabelerKey():
                return f"{self._prefix}:labelers"

    async def _get(self, name: str, field: str) -> bytes | None:
        with guard():
            return await cast("Awaitable[bytes | None]", self._client.hget(name, field))
