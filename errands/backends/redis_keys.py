"""API keys in Redis, by digest."""

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis

from errands.backends.redis_connection import guard
from errands.contracts.ids import KeyId, TenantId
from errands.contracts.ports import ApiKey


class RedisKeys:
    """`KeyStore`. One hash holds `DIGEST -> KEY_ID TENANT`, another `KEY_ID -> DIGEST`."""

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._by_digest = f"{namespace}:{{keys}}:by-digest"
        self._digests = f"{namespace}:{{keys}}:digests"

    async def add(self, key: ApiKey) -> None:
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hset(self._by_digest, key.digest, f"{key.id} {key.tenant}")
                pipe.hset(self._digests, key.id, key.digest)
                await pipe.execute()

    async def find(self, digest: str) -> ApiKey | None:
        found = await self._get(self._by_digest, digest)
        if found is None:
            return None
        key, _, tenant = found.partition(" ")
        return ApiKey(id=KeyId(key), tenant=TenantId(tenant), digest=digest)

    async def revoke(self, key: KeyId) -> None:
        digest = await self._get(self._digests, key)
        if digest is None:
            return
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hdel(self._by_digest, digest)
                pipe.hdel(self._digests, key)
                await pipe.execute()

    async def _get(self, name: str, field: str) -> str | None:
        with guard():
            found = await cast("Awaitable[bytes | None]", self._client.hget(name, field))
        return None if found is None else found.decode()
