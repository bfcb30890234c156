from errands.contracts.ids import KeyId
from errands.contracts.ports import ApiKey, LabelerKey


class MemoryKeys:
    """`KeyStore`."""

    def __init__(self) -> None:
        self._keys: dict[KeyId, ApiKey | LabelerKey] = {}

    async def add(self, key: ApiKey | LabelerKey) -> None:
        self._keys[key.id] = key

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        return next((key for key in self._keys.values() if key.digest == digest), None)

    async def revoke(self, key: KeyId) -> None:
        self._keys.pop(key, None)
