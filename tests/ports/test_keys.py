"""One suite for every `KeyStore`."""

from dataclasses import replace

import pytest

from errands.contracts.ids import KeyId, LabelerName, TenantId
from errands.contracts.keys import ApiKey, LabelerKey, Scope
from tests.ports.stores import Stores

KEY = ApiKey(
    id=KeyId("key"),
    tenant=TenantId("a tenant"),
    digest="d" * 64,
    scopes=frozenset({Scope.READ, Scope.KEYS}),
    name="Zoë's",
    created_at=1.25,
    expires_at=2.5,
)
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


async def test_an_id_is_taken_once(empty: Stores) -> None:
    assert await empty.keys.add(KEY) is True
    again = replace(KEY, digest="c" * 64, tenant=TenantId("another"))
    assert await empty.keys.add(again) is False
    assert await empty.keys.find(KEY.digest) == KEY
    assert await empty.keys.find(again.digest) is None
    assert await empty.keys.all(again.tenant) == ()


async def test_a_tenants_keys_are_its_own(empty: Stores) -> None:
    theirs = replace(OTHER, id=KeyId("theirs"), tenant=TenantId("another"), digest="a" * 64)
    for key in (OTHER, KEY, ANNA, theirs):
        await empty.keys.add(key)
    assert await empty.keys.all(KEY.tenant) == (KEY, OTHER)
    assert await empty.keys.all(theirs.tenant) == (theirs,)
    await empty.keys.revoke(KEY.id)
    assert await empty.keys.all(KEY.tenant) == (OTHER,)


async def test_a_key_is_given_an_end_unless_it_was_revoked(empty: Stores) -> None:
    await empty.keys.add(OTHER)
    await empty.keys.expire(OTHER, 7.5)
    ending = replace(OTHER, expires_at=7.5)
    assert await empty.keys.find(OTHER.digest) == ending
    assert await empty.keys.all(OTHER.tenant) == (ending,)
    await empty.keys.revoke(OTHER.id)
    await empty.keys.expire(OTHER, 8.5)
    assert await empty.keys.find(OTHER.digest) is None
    assert await empty.keys.all(OTHER.tenant) == ()
