"""One suite for every `KeyStore`."""

import pytest

from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.ports import ApiKey, LabelerKey
from tests.ports.stores import Stores

KEY = ApiKey(id=KeyId("key"), tenant=TenantId("a tenant"), digest="d" * 64)
OTHER = ApiKey(id=KeyId("other"), tenant=TenantId("a tenant"), digest="e" * 64)
ANNA = LabelerKey(id=KeyId("anna's"), labeler=LabelerName("a labeler"), digest="f" * 64)


@pytest.mark.parametrize("key", [KEY, ANNA])
async def test_a_key_is_found_by_its_digest_only(empty: Stores, key: ApiKey | LabelerKey) -> None:
    await empty.keys.add(key)
    assert await empty.keys.find(key.digest) == key
    assert await empty.keys.find("key") is None
    assert await empty.keys.find(OTHER.digest) is None


@pytest.mark.parametrize("key", [KEY, ANNA])
async def test_a_revoked_key_is_gone_and_others_stay(
    empty: Stores, key: ApiKey | LabelerKey
) -> None:
    await empty.keys.add(key)
    await empty.keys.add(OTHER)
    await empty.keys.revoke(key.id)
    await empty.keys.revoke(key.id)
    assert await empty.keys.find(key.digest) is None
    assert await empty.keys.find(OTHER.digest) == OTHER
