"""API keys in Redis, by digest."""

from collections.abc import Awaitable
from typing import cast

from redis.asyncio import Redis

from errands.backends.redis_connection import guard
from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.ports import ApiKey, LabelerKey


class RedisKeys:
    """`KeyStore`. One hash holds `DIGEST -> KEY_ID TENANT`, one `DIGEST -> KEY_ID LABELER`.

    A third one has `KEY_ID -> DIGEST` of both.
    """

    def __init__(self, client: Redis, namespace: str = "errands") -> None:
        self._client = client
        self._by_digest = f"{namespace}:{{keys}}:by-digest"
        self._labelers = f"{namespace}:{{keys}}:labelers"
        self._digests = f"{namespace}:{{keys}}:digests"

    async def add(self, key: ApiKey | LabelerKey) -> None:
        match key:
            case ApiKey(tenant=holder):
                name = self._by_digest
            case LabelerKey(labeler=holder):
                name = self._labelers
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hset(name, key.digest, f"{key.id} {holder}")
                pipe.hset(self._digests, key.id, key.digest)
                await pipe.execute()

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        if (found := await self._get(self._by_digest, digest)) is not None:
            key, _, tenant = found.partition(" ")
            return ApiKey(id=KeyId(key), tenant=TenantId(tenant), digest=digest)
        if (found := await self._get(self._labelers, digest)) is not None:
            key, _, labeler = found.partition(" ")
            return LabelerKey(id=KeyId(key), labeler=LabelerName(labeler), digest=digest)
        return None

    async def revoke(self, key: KeyId) -> None:
        digest = await self._get(self._digests, key)
        if digest is None:
            return
        with guard():
            async with self._client.pipeline(transaction=True) as pipe:
                pipe.hdel(self._by_digest, digest)
                pipe.hdel(self._labelers, digest)
                pipe.hdel(self._digests, key)
                await pipe.execute()

    async def _get(self, name: str, field: str) -> str | None:
        with guard():
            found = await cast("Awaitable[bytes | None]", self._client.hget(name, field))
        return None if found is None else found.decode()
