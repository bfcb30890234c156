"""A key that was just found is not looked up again, and not for long."""

import asyncio

from errands.backends.memory import MemoryKeys
from errands.contracts.ids import KeyId, TenantId
from errands.contracts.keys import ApiKey, LabelerKey
from services.api.ports import Rules
from services.api.remembered_keys import SECONDS, RememberedKeys
from tests.unit.api.test_keys import CountedKeys

KEY = ApiKey(id=KeyId("key"), tenant=TenantId("a tenant"), digest="d" * 64)
FOR_EVER = 3600.0


async def test_a_key_is_looked_up_once() -> None:
    keys = CountedKeys()
    remembered = RememberedKeys(keys, FOR_EVER)
    assert await remembered.find(KEY.digest) is None
    assert await remembered.add(KEY)
    assert [await remembered.find(KEY.digest) for _ in range(3)] == [KEY] * 3
    assert keys.looked == 2
    assert await remembered.all(KEY.tenant) == (KEY,)


async def test_what_another_process_revokes_ends_with_the_memory() -> None:
    keys = CountedKeys()
    await keys.add(KEY)
    lasting, brief = RememberedKeys(keys, FOR_EVER), RememberedKeys(keys, 0)
    assert await lasting.find(KEY.digest) == await brief.find(KEY.digest) == KEY
    await keys.revoke(KEY.id)
    assert await lasting.find(KEY.digest) == KEY
    assert await brief.find(KEY.digest) is None


async def test_what_is_revoked_or_expires_here_is_known_at_once() -> None:
    remembered = RememberedKeys(MemoryKeys(), FOR_EVER)
    await remembered.add(KEY)
    await remembered.find(KEY.digest)
    await remembered.expire(KEY, 7.5)
    found = await remembered.find(KEY.digest)
    assert isinstance(found, ApiKey)
    assert found.expires_at == 7.5
    await remembered.revoke(KEY.id)
    assert await remembered.find(KEY.digest) is None


class SlowKeys(MemoryKeys):
    """Answers once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        found = await super().find(digest)
        self.asked.set()
        await self.may.wait()
        return found


async def test_what_was_read_before_it_was_revoked_is_not_remembered() -> None:
    slow = SlowKeys()
    remembered = RememberedKeys(slow, FOR_EVER)
    await remembered.add(KEY)
    finding = asyncio.create_task(remembered.find(KEY.digest))
    await slow.asked.wait()
    await remembered.revoke(KEY.id)
    slow.may.set()
    assert await finding == KEY
    assert await remembered.find(KEY.digest) is None


async def test_a_revoked_key_is_seen_at_the_next_look_of_who_waits_with_it() -> None:
    """The memory is shorter than the time between two looks, so it never hides one."""
    assert Rules().key_seconds > SECONDS
    assert SECONDS + Rules().key_seconds < 1


async def test_it_does_not_grow_without_end() -> None:
    keys = MemoryKeys()
    remembered = RememberedKeys(keys, FOR_EVER)
    for number in range(2500):
        key = ApiKey(id=KeyId(f"{number}"), tenant=KEY.tenant, digest=f"{number:064}")
        await keys.add(key)
        assert await remembered.find(key.digest) == key
    assert len(remembered) <= 1000
