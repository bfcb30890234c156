"""Keys that were just found are not looked up again: nearly every call carries one of a few."""

import time
from typing import Final

from errands.contracts.ids import KeyId, TenantId
from errands.contracts.keys import ApiKey, LabelerKey
from errands.contracts.stores import KeyStore

SECONDS: Final = 0.25
"""With the half second after which `KeyWatch` looks again, a revoked key ends within a second."""

_MOST: Final = 1000


class RememberedKeys:
    """`KeyStore`. What another process revokes is good here for `seconds` at most."""

    def __init__(self, keys: KeyStore, seconds: float = SECONDS) -> None:
        self._keys = keys
        self._seconds = seconds
        self._found: dict[str, tuple[ApiKey | LabelerKey, float]] = {}

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        now = time.monotonic()
        if (known := self._found.get(digest)) and now < known[1]:
            return known[0]
        found = await self._keys.find(digest)
        if found is not None:
            if len(self._found) >= _MOST:
                self._found.clear()
            # from before it was asked: what was revoked meanwhile may have been read
            self._found[digest] = (found, now + self._seconds)
        return found

    def __len__(self) -> int:
        return len(self._found)

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        return await self._keys.add(key)

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        return await self._keys.all(tenant)

    async def expire(self, key: ApiKey, at: float) -> None:
        await self._keys.expire(key, at)
        self._found.clear()

    async def revoke(self, key: KeyId) -> None:
        await self._keys.revoke(key)
        self._found.clear()
