from dataclasses import replace

from errands.contracts.ids import KeyId, TenantId
from errands.contracts.keys import ApiKey, LabelerKey


class MemoryKeys:
    """`KeyStore`."""

    def __init__(self) -> None:
        self._keys: dict[KeyId, ApiKey | LabelerKey] = {}

    async def add(self, key: ApiKey | LabelerKey) -> bool:
        return self._keys.setdefault(key.id, key) is key

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        return next((key for key in self._keys.values() if key.digest == digest), None)

    async def all(self, tenant: TenantId) -> tuple[ApiKey, ...]:
        found = (key for key in self._keys.values() if isinstance(key, ApiKey))
        return tuple(sorted((k for k in found if k.tenant == tenant), key=lambda key: key.id))

    async def expire(self, key: ApiKey, at: float) -> None:
        if key.id in self._keys:
            self._keys[key.id] = replace(key, expires_at=at)

    async def revoke(self, key: KeyId) -> None:
        self._keys.pop(key, None)
