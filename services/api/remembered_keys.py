"""Keys that were just found are not looked up again: nearly every call carries one of a few."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
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
        self._changes = 0

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        now = time.monotonic()
        if (known := self._found.get(digest)) and now < known[1]:
            return known[0]
        changes = self._changes
        found = await self._keys.find(digest)
        # what was read before a change that was made meanwhile isn't true any more
        if found is not None and changes == self._changes:
            if len(self._found) >= _MOST:
                self._found.clear()
            # from when it was asked: another process may have revoked it since
            self._found[digest] = (found, now + self._seconds)
        return found

    def __len__(self) -> int:
        return len(self._found)

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        return await self._keys.add(key)

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        return await self._keys.all(tenant)

    async def expire(self, key: ApiKey, at: float) -> None:
        with self._changing():
            await self._keys.expire(key, at)

    async def revoke(self, key: KeyId) -> None:
        with self._changing():
            await self._keys.revoke(key)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """It may have been done though it failed."""
        try:
            yield
        finally:
            self._changes += 1
            self._found.clear()
