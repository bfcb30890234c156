"""Keys that make keys, and what each opens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import replace

import httpx
import pytest

from errands.backends.memory import MemoryKeys
from errands.contracts.ids import TenantId
from errands.contracts.keys import ApiKey, LabelerKey, Scope
from services.api.auth import digest_of, new_key
from services.api.key_watch import KeyWatch
from services.api.ports import Rules
from tests.unit.api.house import START, House, client_of, is_problem

SESSION = {"start_url": START}
KEY = {"Idempotency-Key": "k1"}
CI = {"name": "ci"}


@pytest.fixture
async def keeper(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with await house.caller("maya-inc", frozenset({Scope.KEYS})) as client:
        yield client


def with_key(house: House, made: httpx.Response) -> httpx.AsyncClient:
    return client_of(house.app, {"Authorization": f"Bearer {made.json()['key']}"})


async def opens(house: House, made: httpx.Response) -> int:
    """The status that opening a session with a key answers."""
    async with with_key(house, made) as client:
        return (await client.post("/v1/sessions", json=SESSION)).status_code


async def test_a_key_is_made_and_shown_once(house: House, keeper: httpx.AsyncClient) -> None:
    made = await keeper.post("/v1/keys", json=CI)
    assert made.status_code == 201
    body = made.json()
    text = body.pop("key")
    assert body == {
        "id": text.split("_")[1],
        "name": "ci",
        "scopes": ["read", "write"],
        "created_at": house.clock.now(),
        "expires_at": None,
    }
    assert made.headers["location"] == f"/v1/keys/{body['id']}"
    assert await opens(house, made) == 201
    later = [await keeper.get("/v1/keys"), await keeper.get(made.headers["location"])]
    assert later[1].json() == body
    assert body in later[0].json()["keys"]
    assert not [answer for answer in later if text in answer.text or digest_of(text) in answer.text]
    kept = await house.keys.find(digest_of(text))
    assert text not in repr(kept)


@pytest.mark.parametrize(
    ("scopes", "read", "write", "keys"),
    [
        (["read"], 200, 403, 403),
        (["write"], 403, 201, 403),
        (["keys"], 403, 403, 200),
        (["read", "write", "keys"], 200, 201, 200),
    ],
)
async def test_each_scope_opens_its_own(
    house: House,
    keeper: httpx.AsyncClient,
    session: str,
    scopes: list[str],
    read: int,
    write: int,
    keys: int,
) -> None:
    made = await keeper.post("/v1/keys", json={**CI, "scopes": scopes})
    async with with_key(house, made) as client:
        answers = [
            await client.get(session),
            await client.post("/v1/sessions", json=SESSION),
            await client.get("/v1/keys"),
        ]
    assert [answer.status_code for answer in answers] == [read, write, keys]
    for answer in answers:
        if answer.status_code == 403:
            assert is_problem(answer, 403, "key_not_for_this")
            assert "scope" in answer.json()["detail"]


async def test_a_revoked_key_opens_nothing_more(house: House, keeper: httpx.AsyncClient) -> None:
    made = await keeper.post("/v1/keys", json=CI)
    assert (await keeper.delete(made.headers["location"])).status_code == 204
    assert await opens(house, made) == 401
    for method in ("GET", "DELETE"):
        response = await keeper.request(method, made.headers["location"])
        assert is_problem(response, 404, "key_not_found")


async def test_a_revoked_key_is_waited_with_no_longer(
    house: House, keeper: httpx.AsyncClient
) -> None:
    made = await keeper.post("/v1/keys", json=CI)
    async with with_key(house, made) as client:
        path = (await client.post("/v1/sessions", json=SESSION)).headers["location"]
        turn = (await client.post(f"{path}/turns", json={"message": "Hi"})).json()["id"]
        poll = client.get(f"{path}/turns/{turn}", params={"wait": 60})
        waiting = [asyncio.create_task(poll), asyncio.create_task(client.get(f"{path}/events"))]
        await asyncio.sleep(0.05)
        assert not any(task.done() for task in waiting)
        await keeper.delete(made.headers["location"])
        async with asyncio.timeout(30):
            polled, followed = await asyncio.gather(*waiting)
    assert is_problem(polled, 401, "invalid_key")
    assert "turn.queued" in followed.text


class CountedKeys(MemoryKeys):
    def __init__(self) -> None:
        super().__init__()
        self.looked = 0

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        self.looked += 1
        return await super().find(digest)


async def test_many_who_wait_with_a_key_cost_one_look() -> None:
    house = House(Rules(key_seconds=60))
    keys = CountedKeys()
    watch = KeyWatch(replace(house.ports, keys=keys))
    key, _ = new_key(TenantId("maya-inc"))
    await keys.add(key)
    async with AsyncExitStack() as waiting:
        leaving = [await waiting.enter_async_context(watch.over(key)) for _ in range(9)]
        await asyncio.sleep(0)
        assert keys.looked == 1
        assert not any(event.is_set() for event in leaving)
        house.ports.stopping.set()
        async with asyncio.timeout(30):
            await asyncio.gather(*(event.wait() for event in leaving))
    async with watch.over(key) as event, asyncio.timeout(30):
        await event.wait()


class DeafKeys(MemoryKeys):
    """Answers in place of being cancelled, as redis-py does at times."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    async def find(self, digest: str) -> ApiKey | LabelerKey | None:
        self.asked.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return await super().find(digest)


async def test_who_has_waited_goes_though_a_cancel_was_not_heard() -> None:
    keys = DeafKeys()
    watch = KeyWatch(replace(House().ports, keys=keys))
    key, _ = new_key(TenantId("maya-inc"))
    await keys.add(key)
    async with asyncio.timeout(30):
        async with watch.over(key):
            await keys.asked.wait()


async def test_a_key_that_has_run_out(house: House, keeper: httpx.AsyncClient) -> None:
    made = await keeper.post("/v1/keys", json={**CI, "expires_in_seconds": 60})
    assert made.json()["expires_at"] == house.clock.now() + 60
    house.clock.advance(59)
    assert await opens(house, made) == 201
    house.clock.advance(1)
    assert await opens(house, made) == 401
    assert is_problem(await keeper.get(made.headers["location"]), 404, "key_not_found")
    await keeper.post("/v1/keys", json=CI)
    assert await house.keys.find(digest_of(made.json()["key"])) is None


async def test_rotating_leaves_time_to_change(house: House, keeper: httpx.AsyncClient) -> None:
    old = await keeper.post("/v1/keys", json={**CI, "scopes": ["write"]})
    path = f"{old.headers['location']}/rotate"
    new = await keeper.post(path, json={"grace_seconds": 60})
    assert new.status_code == 201
    assert (new.json()["name"], new.json()["scopes"]) == ("ci", ["write"])
    assert new.json()["id"] != old.json()["id"]
    assert [await opens(house, key) for key in (old, new)] == [201, 201]
    house.clock.advance(60)
    assert [await opens(house, key) for key in (old, new)] == [401, 201]
    assert is_problem(await keeper.post(path, json={}), 404, "key_not_found")


async def test_rotating_again_never_lengthens_the_old_keys_life(
    house: House, keeper: httpx.AsyncClient
) -> None:
    old = await keeper.post("/v1/keys", json=CI)
    for seconds in (60, 3600):
        path = f"{old.headers['location']}/rotate"
        await keeper.post(path, json={"grace_seconds": seconds})
    house.clock.advance(60)
    assert await opens(house, old) == 401


async def test_the_same_idempotency_key_makes_one_key(
    house: House, keeper: httpx.AsyncClient
) -> None:
    first, again = [await keeper.post("/v1/keys", json=CI, headers=KEY) for _ in range(2)]
    assert again.status_code == 201
    assert again.json() == {**first.json(), "key": None}
    assert again.headers["idempotent-replayed"] == "true"
    assert await opens(house, first) == 201
    other = await keeper.post("/v1/keys", json={"name": "else"}, headers=KEY)
    assert is_problem(other, 422, "idempotency_conflict")
    assert len((await keeper.get("/v1/keys")).json()["keys"]) == 2


@pytest.mark.parametrize("grace", [0, 60])
async def test_the_same_rotation_makes_one_key(keeper: httpx.AsyncClient, grace: int) -> None:
    path = f"{(await keeper.post('/v1/keys', json=CI)).headers['location']}/rotate"
    body = {"grace_seconds": grace}
    first, again = [await keeper.post(path, json=body, headers=KEY) for _ in range(2)]
    assert again.json() == {**first.json(), "key": None}


async def test_a_tenant_sees_and_ends_its_own_keys_only(
    house: House, keeper: httpx.AsyncClient
) -> None:
    made = await keeper.post("/v1/keys", json=CI, headers=KEY)
    async with await house.caller("noah-ltd", frozenset(Scope)) as noah:
        path = made.headers["location"]
        for answer in (
            await noah.get(path),
            await noah.delete(path),
            await noah.post(f"{path}/rotate", json={}),
        ):
            assert is_problem(answer, 404, "key_not_found")
        assert len((await noah.get("/v1/keys")).json()["keys"]) == 1
        assert (await noah.post("/v1/keys", json=CI, headers=KEY)).json()["key"]
    assert await opens(house, made) == 201


async def test_the_usual_key_makes_no_keys(
    maya: httpx.AsyncClient, house: House, keeper: httpx.AsyncClient
) -> None:
    path = (await keeper.post("/v1/keys", json=CI)).headers["location"]
    async with await house.labeler("anna") as anna:
        for client in (maya, anna):
            for answer in (
                await client.get("/v1/keys"),
                await client.post("/v1/keys", json=CI),
                await client.delete(path),
            ):
                assert is_problem(answer, 403, "key_not_for_this")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {**CI, "scopes": []},
        {**CI, "scopes": ["root"]},
        {**CI, "expires_in_seconds": 0},
        {**CI, "tenant": "noah-ltd"},
    ],
)
async def test_what_is_not_valid(keeper: httpx.AsyncClient, body: dict[str, object]) -> None:
    assert is_problem(await keeper.post("/v1/keys", json=body), 422, "invalid_request")


async def test_many_keys_come_in_pages(house: House, keeper: httpx.AsyncClient) -> None:
    for number in range(3):
        house.clock.advance(1)
        await keeper.post("/v1/keys", json={"name": f"{number}"})
    first = (await keeper.get("/v1/keys", params={"limit": 2})).json()
    assert [key["name"] for key in first["keys"]] == ["", "0"]
    params = {"limit": 2, "after": first["next_cursor"]}
    rest = (await keeper.get("/v1/keys", params=params)).json()
    assert [key["name"] for key in rest["keys"]] == ["1", "2"]
    assert (first["has_more"], rest["has_more"]) == (True, False)


@pytest.mark.parametrize("life", [{"expires_in_seconds": 60}, {"scopes": ["read"]}, {"name": "x"}])
async def test_the_same_call_of_another_key_is_a_conflict(
    keeper: httpx.AsyncClient, life: dict[str, object]
) -> None:
    made = await keeper.post("/v1/keys", json=CI, headers=KEY)
    again = await keeper.post("/v1/keys", json=CI, headers=KEY)
    assert (again.json()["id"], again.json()["key"]) == (made.json()["id"], None)
    other = await keeper.post("/v1/keys", json={**CI, **life}, headers=KEY)
    assert is_problem(other, 422, "idempotency_conflict")


async def test_the_same_call_of_another_rotation_is_a_conflict(keeper: httpx.AsyncClient) -> None:
    made = await keeper.post("/v1/keys", json=CI)
    path = f"{made.headers['location']}/rotate"
    first = await keeper.post(path, json={"grace_seconds": 0}, headers=KEY)
    again = await keeper.post(path, json={"grace_seconds": 0}, headers=KEY)
    assert (again.json()["id"], again.json()["key"]) == (first.json()["id"], None)
    other = await keeper.post(path, json={"grace_seconds": 9}, headers=KEY)
    assert is_problem(other, 422, "idempotency_conflict")
