"""State and broker on servers of their own: the broker's death costs time; TLS, checked."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from errands.backends.celery_hints import CeleryHints, celery_app, hints_waiting
from errands.backends.redis_connection import connect
from errands.backends.redis_sessions import RedisSessions
from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId
from errands.contracts.turn import TurnStatus
from tests.api_on_redis import api
from tests.certificate import certificate
from tests.faults.once import ended_once
from tests.model_peer import ModelPeer
from tests.redis_process import RedisProcess
from tests.worker_process import Bench, Processes, Script, Site, bench, seen

pytestmark = [pytest.mark.redis, pytest.mark.browser]


@pytest.fixture
async def errands_bench(
    redis_url: str, own_redis: RedisProcess, site: Site
) -> AsyncIterator[Bench]:
    async with bench(redis_url, site, own_redis.url) as opened:
        yield opened


@pytest.fixture
def processes(
    redis_url: str, own_redis: RedisProcess, peer: ModelPeer, tmp_path: Path
) -> Iterator[Processes]:
    started = Processes(redis_url, peer, tmp_path, broker_url=own_redis.url)
    yield started
    started.close()


def is_killed(broker: RedisProcess) -> None:
    """It comes back with nothing, as one without a disk does."""
    broker.kill()
    for file in (*broker.folder.rglob("*.aof"), *broker.folder.rglob("*.manifest")):
        file.unlink()


def is_flushed(broker: RedisProcess) -> None:
    with broker.client() as client:
        client.flushall()


@pytest.mark.parametrize("breaks", [is_killed, is_flushed])
async def test_a_broker_that_forgets_loses_no_turn(
    errands_bench: Bench,
    processes: Processes,
    script: Script,
    site: Site,
    own_redis: RedisProcess,
    breaks: Callable[[RedisProcess], None],
) -> None:
    script.hold_before = "click"
    processes.reconciler()
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    other = await errands_bench.session()
    waiting = await errands_bench.say(other, "Save a note for Maya")
    breaks(own_redis)
    late = await errands_bench.say(await errands_bench.session(), "Save a note for Maya")
    own_redis.start_again()
    script.hold_before = ""
    script.go.set()
    for one in (turn, waiting, late):
        ended = await ended_once(errands_bench, await errands_bench.sessions.load(one.session), one)
        assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"] * 3
    assert "session.republished" in processes.log()


@pytest.fixture
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """A server that speaks TLS only, with a certificate of a private authority."""
    folder = tmp_path_factory.mktemp("tls-redis")
    server = RedisProcess(folder, certificate=certificate(folder))
    server.start()
    yield server
    server.kill()


async def test_a_turn_is_played_over_tls(
    secured: RedisProcess, peer: ModelPeer, site: Site, tmp_path: Path
) -> None:
    """The API takes it, the worker plays it; one that nobody tells of is the reconciler's."""
    processes = Processes(secured.url, peer, tmp_path)
    try:
        processes.reconciler()
        processes.worker()
        async with bench(secured.url, site) as ours, api(secured.url) as (_, maya):
            opened = await maya.post("/v1/sessions", json={"start_url": site.url})
            path = opened.headers["location"]
            assert (await maya.get("/readyz")).status_code == 200
            said = await maya.post(f"{path}/turns", json={"message": "Save a note for Maya"})
            told = await maya.get(f"{path}/turns/{said.json()['id']}", params={"wait": 60})
            assert told.json()["status"] == "said", processes.log()
            untold = await ours.say(await ours.session(), "Save a note for Maya", hint=False)
            assert (await ours.ended(untold)).status is TurnStatus.SAID, processes.log()
        assert site.posts == ["Maya", "Maya"]
    finally:
        processes.close()


async def test_a_server_that_no_trusted_authority_vouches_for_is_not_talked_to(
    secured: RedisProcess,
) -> None:
    url = secured.url.partition("?")[0]
    async with connect(url) as client:
        with pytest.raises(StoreUnavailableError, match="CERTIFICATE_VERIFY_FAILED"):
            await RedisSessions(client).load(SessionId("any"))
    broker = url.replace("/0", "/1")
    hints = CeleryHints(celery_app(broker, "errands-test"))
    with capture_logs() as lines:
        await hints.send(SessionId("any"))
        assert hints_waiting(broker) == 0
    await hints.close()
    assert [line["event"] for line in lines] == ["hint.not_sent", "hints.not_counted"]
    assert "CERTIFICATE_VERIFY_FAILED" in lines[0]["error"]
    with secured.client() as client:
        client.select(1)
        assert client.keys() == []
