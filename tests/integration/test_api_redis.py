"""The API on a real Redis."""

import asyncio
from pathlib import Path

import pytest

from errands.contracts.errors import UnsafeSetupError
from errands.contracts.ids import SessionId, SlotName, TenantId
from errands.settings import Settings
from services.api import keys
from services.api.app import create_app
from services.api.auth import new_key
from services.api.bootstrap import build_ports
from tests.api_on_redis import api
from tests.redis_process import RedisProcess
from tests.unit.api.house import client_of, is_problem, told

pytestmark = pytest.mark.redis

BODY = {"start_url": "http://127.0.0.1:9/", "secrets": {"card": "4111"}}


async def test_a_conversation(redis_url: str) -> None:
    async with api(redis_url) as (ports, maya):
        opened = await maya.post("/v1/sessions", json=BODY)
        assert opened.status_code == 201
        path = opened.headers["location"]
        session = SessionId(opened.json()["id"])
        kept = await ports.sessions.secrets(session)
        assert kept[SlotName("card")].get_secret_value() == "4111"
        turns = [
            (await maya.post(f"{path}/turns", json={"message": message})).json()["id"]
            for message in ("one", "two")
        ]
        again = await maya.post(
            f"{path}/turns", json={"message": "x"}, headers={"Idempotency-Key": "k"}
        )
        assert again.status_code == 202
        listed = (await maya.get(f"{path}/turns")).json()["turns"]
        assert [turn["number"] for turn in listed] == [1, 2, 3]
        waiting = asyncio.create_task(maya.get(f"{path}/turns/{turns[0]}", params={"wait": 60}))
        await maya.post(f"{path}/turns/{turns[0]}/cancel")
        async with asyncio.timeout(30):
            assert (await waiting).json()["status"] == "cancelled"
        assert (await maya.delete(path)).status_code == 204
        stream = told((await maya.get(f"{path}/events")).text)
        kinds = [event.event for event in stream]
        assert kinds == [
            "session.created",
            *["turn.queued"] * 3,
            *["turn.ended"] * 3,
            "session.changed",
        ]
        headers = {"Last-Event-ID": stream[-1].id}
        assert (await maya.get(f"{path}/events", headers=headers)).status_code == 204
        headers = {"Last-Event-ID": stream[4].id}
        rest = told((await maya.get(f"{path}/events", headers=headers)).text)
        assert rest == stream[5:]


async def test_who_asks_again_and_again_is_answered_each_time(redis_url: str) -> None:
    """The end of waiting meets an answer of Redis now and then, so many keys ask many times."""
    async with api(redis_url) as (ports, maya):
        path = (await maya.post("/v1/sessions", json=BODY)).headers["location"]
        turn = (await maya.post(f"{path}/turns", json={"message": "one"})).json()["id"]

        async def ask_again_and_again() -> None:
            key, text = new_key(TenantId("maya-inc"))
            await ports.keys.add(key)
            mine = {"Authorization": f"Bearer {text}"}
            for _ in range(5):
                answer = await maya.get(f"{path}/turns/{turn}", params={"wait": 1}, headers=mine)
                assert answer.json()["status"] == "queued"

        async with asyncio.timeout(60):
            await asyncio.gather(*(ask_again_and_again() for _ in range(20)))


async def test_the_same_key_at_once_is_one_turn(redis_url: str) -> None:
    async with api(redis_url) as (_, maya):
        path = (await maya.post("/v1/sessions", json=BODY)).headers["location"]
        headers = {"Idempotency-Key": "once"}
        answers = await asyncio.gather(
            *(
                maya.post(f"{path}/turns", json={"message": "Hi"}, headers=headers)
                for _ in range(20)
            )
        )
        assert {answer.status_code for answer in answers} == {202}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert [a.headers.get("idempotent-replayed") for a in answers].count("true") == 19


async def test_what_several_callers_end_at_once_is_told_once(redis_url: str) -> None:
    async with api(redis_url) as (_, maya):
        for _round in range(5):
            path = (await maya.post("/v1/sessions", json=BODY)).headers["location"]
            turns = [
                (await maya.post(f"{path}/turns", json={"message": "Hi"})).json()["id"]
                for _ in range(2)
            ]
            cancels = [maya.post(f"{path}/turns/{turns[0]}/cancel") for _ in range(4)]
            assert {answer.status_code for answer in await asyncio.gather(*cancels)} == {202}
            closes = [maya.delete(path) for _ in range(4)]
            assert {answer.status_code for answer in await asyncio.gather(*closes)} == {204}
            kinds = [event.event for event in told((await maya.get(f"{path}/events")).text)]
            assert kinds == [
                "session.created",
                *["turn.queued"] * 2,
                *["turn.ended"] * 2,
                "session.changed",
            ]


async def test_redis_dies_and_comes_back(own_redis: RedisProcess) -> None:
    async with api(own_redis.url) as (_, maya):
        path = (await maya.post("/v1/sessions", json=BODY)).headers["location"]
        turn = (await maya.post(f"{path}/turns", json={"message": "Hi"})).json()["id"]
        waiting = asyncio.create_task(maya.get(f"{path}/turns/{turn}", params={"wait": 60}))
        assert (await maya.get("/readyz")).status_code == 200
        own_redis.kill()
        assert is_problem(await waiting, 503, "store_unavailable")
        for answer in (
            await maya.post("/v1/sessions", json=BODY),
            await maya.post(f"{path}/turns", json={"message": "Hi"}),
            await maya.get(f"{path}/turns/{turn}"),
            await maya.get(f"{path}/events"),
            await maya.get("/readyz"),
        ):
            assert is_problem(answer, 503, "store_unavailable")
            assert answer.headers["retry-after"]
        assert (await maya.get("/healthz")).status_code == 200
        own_redis.start()
        assert (await maya.get("/readyz")).status_code == 200
        assert (await maya.get(f"{path}/turns/{turn}")).json()["status"] == "queued"
        more = await maya.post(f"{path}/turns", json={"message": "Still there?"})
        assert more.json()["number"] == 2


async def test_a_redis_that_forgets_is_refused(own_redis: RedisProcess) -> None:
    with own_redis.client() as client:
        client.config_set("appendonly", "no")
    with pytest.raises(UnsafeSetupError):
        async with api(own_redis.url):
            pass


async def test_a_broker_that_is_away_costs_nothing(redis_url: str, own_redis: RedisProcess) -> None:
    own_redis.kill()
    ports = build_ports(
        Settings(redis_url=redis_url, broker_url=own_redis.url, allow_local_hosts=True)
    )
    key, text = new_key(TenantId("maya-inc"))
    await ports.keys.add(key)
    headers = {"Authorization": f"Bearer {text}"}
    async with client_of(create_app(ports), headers) as maya:
        path = (await maya.post("/v1/sessions", json=BODY)).headers["location"]
        async with asyncio.timeout(20):
            response = await maya.post(f"{path}/turns", json={"message": "Hi"})
        assert response.status_code == 202
    await ports.close()


@pytest.mark.parametrize(
    ("whose", "path", "allowed"),
    [("--tenant", "/v1/sessions/ses_0", 404), ("--labeler", "/v1/labels/report", 200)],
)
def test_keys_are_made_and_revoked_at_the_console(
    redis_url: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    whose: str,
    path: str,
    allowed: int,
) -> None:
    monkeypatch.setenv("ERRANDS_REDIS_URL", redis_url)
    monkeypatch.setenv("ERRANDS_RECORDINGS", str(tmp_path))
    assert keys.main(["create", whose, "maya-inc"]) == 0
    out, err = capsys.readouterr()
    text, key_id = out.strip(), err.removeprefix("id: ").strip()

    async def status() -> int:
        ports = build_ports(Settings())
        async with client_of(create_app(ports), {"Authorization": f"Bearer {text}"}) as client:
            answer = await client.get(path)
        await ports.close()
        return answer.status_code

    assert asyncio.run(status()) == allowed
    assert keys.main(["revoke", "--key", key_id]) == 0
    assert asyncio.run(status()) == 401
    with pytest.raises(SystemExit):
        keys.main(["create", whose, "two words"])
    monkeypatch.setenv("ERRANDS_REDIS_URL", "redis://127.0.0.1:1/0")
    assert keys.main(["create", whose, "maya-inc"]) == 1
