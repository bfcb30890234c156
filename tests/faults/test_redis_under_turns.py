"""Redis, under state and broker at once, drops, dies, refuses: turns go on and end once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import redis

from errands.contracts.turn import Turn, TurnStatus
from tests.api_on_redis import api
from tests.faults.once import ended_once
from tests.model_peer import ModelPeer
from tests.redis_process import RedisProcess
from tests.unit.api.house import is_problem
from tests.worker_process import Bench, Processes, Script, Site, bench, seen

pytestmark = [pytest.mark.redis, pytest.mark.browser]


@pytest.fixture
async def errands_bench(own_redis: RedisProcess, site: Site) -> AsyncIterator[Bench]:
    async with bench(own_redis.url, site) as opened:
        yield opened


@pytest.fixture
def processes(own_redis: RedisProcess, peer: ModelPeer, tmp_path: Path) -> Iterator[Processes]:
    started = Processes(own_redis.url, peer, tmp_path)
    yield started
    started.close()


class Errand:
    """A turn that is held up in the middle, with three more behind it."""

    def __init__(self, bench: Bench, processes: Processes, script: Script, site: Site) -> None:
        self.bench, self.processes, self.script, self.site = bench, processes, script, site

    async def begin(self) -> None:
        self.script.hold_before = "click"
        self.processes.reconciler()
        self.worker = self.processes.worker()
        self.session = await self.bench.session()
        self.turn = await self.bench.say(self.session, "Save a note for Maya")
        self.behind = [
            await self.bench.say(self.session, "And again", hint=False) for _ in range(3)
        ]
        await seen(self.script.held)

    async def end(self) -> Turn:
        """What came of the first; those behind it and a new session are served as well."""
        self.script.hold_before = ""
        self.script.go.set()
        first = await self.bench.ended(self.turn)
        assert first.status is TurnStatus.SAID, self.processes.log()
        for turn in self.behind:
            await ended_once(self.bench, self.session, turn)
        assert self.site.posts[0] == "Maya"
        other = await self.bench.session()
        said = await self.bench.say(other, "Save a note for Maya")
        assert (await self.bench.ended(said)).status is TurnStatus.SAID, self.processes.log()
        assert self.worker.is_running()
        return first


@pytest.fixture
def errand(errands_bench: Bench, processes: Processes, script: Script, site: Site) -> Errand:
    return Errand(errands_bench, processes, script, site)


async def test_dropped_connections_cost_nothing(errand: Errand, own_redis: RedisProcess) -> None:
    errand.processes.lease_seconds = 15
    await errand.begin()
    for _ in range(10):
        with own_redis.client() as client:
            client.client_kill_filter(_type="normal", skipme=True)
        await asyncio.sleep(0.2)
    assert (await errand.end()).attempts == 1
    assert errand.site.posts == ["Maya", "Maya"]


async def test_a_restart_loses_nothing(errand: Errand, own_redis: RedisProcess) -> None:
    errand.processes.lease_seconds = 15
    await errand.begin()
    async with api(own_redis.url) as (_, maya):
        path = (await maya.post("/v1/sessions", json={"start_url": errand.site.url})).headers[
            "location"
        ]
        own_redis.kill()
        refused = await maya.post(f"{path}/turns", json={"message": "Are you there?"})
        assert is_problem(refused, 503, "store_unavailable")
        assert refused.headers["retry-after"]
        await asyncio.sleep(3)
        own_redis.start()
        assert (await maya.post(f"{path}/turns", json={"message": "And now?"})).status_code == 202
    assert (await errand.end()).attempts == 1


@pytest.mark.long
@pytest.mark.timeout(300)
async def test_half_a_minute_without_redis(errand: Errand, own_redis: RedisProcess) -> None:
    await errand.begin()
    own_redis.kill()
    await asyncio.sleep(30)
    own_redis.start()
    assert (await errand.end()).attempts == 2


def read_only(client: redis.Redis) -> None:
    client.replicaof("127.0.0.1", 1)


def writable(client: redis.Redis) -> None:
    client.replicaof("NO", "ONE")


def full(client: redis.Redis) -> None:
    client.config_set("maxmemory", 1)


def roomy(client: redis.Redis) -> None:
    client.config_set("maxmemory", 0)


def alone(client: redis.Redis) -> None:
    """Takes writes only with a replica beside it, and has none."""
    client.config_set("min-replicas-to-write", 1)


def enough(client: redis.Redis) -> None:
    client.config_set("min-replicas-to-write", 0)


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("breaks", "mends"), [(read_only, writable), (full, roomy), (alone, enough)]
)
async def test_a_redis_that_refuses_writes(
    errand: Errand,
    own_redis: RedisProcess,
    breaks: Callable[[redis.Redis], None],
    mends: Callable[[redis.Redis], None],
) -> None:
    await errand.begin()
    with own_redis.client() as client:
        breaks(client)
        await asyncio.sleep(6)
        mends(client)
    await errand.end()
