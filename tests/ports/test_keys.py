"""One suite for every `KeyStore`."""

from errands.contracts.ids import KeyId, TenantId
from errands.contracts.ports import ApiKey
from tests.ports.stores import Stores

KEY = ApiKey(id=KeyId("key"), tenant=TenantId("a tenant"), digest="d" * 64)
OTHER = ApiKey(id=KeyId("other"), tenant=TenantId("a tenant"), digest="e" * 64)


async def test_a_key_is_found_by_its_digest_only(empty: Stores) -> None:
    await empty.keys.add(KEY)
    assert await empty.keys.find(KEY.digest) == KEY
    assert await empty.keys.find("key") is None
    assert await empty.keys.find(OTHER.digest) is None


async def test_a_revoked_key_is_gone_and_others_stay(empty: Stores) -> None:
    await empty.keys.add(KEY)
    await empty.keys.add(OTHER)
    await empty.keys.revoke(KEY.id)
    await empty.keys.revoke(KEY.id)
    assert await empty.keys.find(KEY.digest) is None
    assert await empty.keys.find(OTHER.digest) == OTHER
