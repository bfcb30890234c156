"""The whole by the command: a first key in Redis, a conversation with a worker, the doctor."""

import json
from dataclasses import dataclass

import httpx
import pytest

from tests.errands_command import Ran, errands
from tests.redis_process import RedisProcess, free_port
from tests.worker_fixtures import peer, processes, script, site
from tests.worker_process import Processes, Site, broker_of, until

__all__ = ["peer", "processes", "script", "site"]
pytestmark = [pytest.mark.redis, pytest.mark.browser]


@dataclass
class Whole:
    """`settings` are those that name this API, this Redis and this model server."""

    settings: dict[str, str]

    async def errands(self, *words: str, typed: str = "") -> Ran:
        return await errands(*words, typed=typed, settings=self.settings)


@pytest.fixture
async def whole(redis_url: str, processes: Processes) -> Whole:
    processes.allow_local_hosts = True
    port = free_port()
    processes.start("services.api", "--port", str(port))
    worker_port = free_port()
    processes.more = {"WORKER_METRICS_PORT": str(worker_port)}
    processes.worker()
    settings = {
        "ERRANDS_URL": f"http://127.0.0.1:{port}",
        "ERRANDS_REDIS_URL": redis_url,
        "ERRANDS_BROKER_URL": broker_of(redis_url),
        "ERRANDS_MODEL_URL": f"{processes.peer.url}/v1",
        "ERRANDS_MODEL_NAME": "errands-base",
        "ERRANDS_ADAPTERS_URL": processes.peer.url,
        "ERRANDS_WORKER_METRICS_PORT": str(worker_port),
    }

    async def ready() -> bool | None:
        async with httpx.AsyncClient() as client:
            try:
                return (await client.get(f"{settings['ERRANDS_URL']}/readyz")).is_success or None
            except httpx.TransportError:
                return None

    await until(ready, 100)
    return Whole(settings)


async def test_a_first_key_opens_a_conversation_with_a_worker(whole: Whole, site: Site) -> None:
    made = await whole.errands("keys", "create", "--tenant", "maya-inc")
    assert made.code == 0, made.error
    whole.settings["ERRANDS_API_KEY"] = made.out.strip()
    ran = await whole.errands("chat", "My name is Maya", "--start", site.url, "--close")
    assert ran.code == 0, ran.error
    lines = ran.out.splitlines()
    assert 'fill "Name" "Maya" -> ok' in lines[0]
    assert lines[-1] == "It is saved."
    assert site.posts == ["Maya"]
    key = made.error.removeprefix("id: ").strip()
    assert (await whole.errands("keys", "revoke", key, "--in-redis")).code == 0
    assert (await whole.errands("sessions", "show", "ses_0")).code == 4


async def test_what_redis_can_not_be_asked_for_is_one_line(own_redis: RedisProcess) -> None:
    own_redis.kill()
    settings = {"ERRANDS_REDIS_URL": own_redis.url}
    ran = await errands("keys", "create", "--tenant", "maya-inc", settings=settings)
    assert ran.code == 3
    assert "ERRANDS_REDIS_URL" in ran.error
    assert "Traceback" not in ran.error


async def test_the_doctor_sees_what_runs_and_what_does_not(whole: Whole) -> None:
    made = await whole.errands("keys", "create", "--tenant", "maya-inc")
    whole.settings["ERRANDS_API_KEY"] = made.out.strip()
    whole.settings["ERRANDS_RECONCILER_METRICS_PORT"] = str(free_port())
    ran = await whole.errands("doctor", "--json")
    found = {one["name"]: one for one in json.loads(ran.out)}
    for name in ("redis", "clock", "broker", "API", "key", "worker"):
        assert found[name]["verdict"] == "ok", found[name]
    assert found["reconciler"]["verdict"] == "broken"
    assert "services.worker.reconciler" in found["reconciler"]["mend"]
    assert ran.code == 1
