"""What runs, each thing away or sick in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from bench.loopback import listening
from stack.doctor import models, processes, stores
from stack.doctor.finding import Examined, Finding, Verdict
from tests.model_peer import ModelPeer, model_peer
from tests.redis_process import RedisProcess, free_port
from tests.sites.serving import served
from tests.unit.api.house import House
from tests.unit.client.either import key_of


def with_settings(examined: Examined, **changed: object) -> Examined:
    return replace(examined, settings=examined.settings.model_copy(update=changed))


async def one(found: list[Finding]) -> Finding:
    (single,) = found
    return single


@pytest.mark.redis
async def test_redis_is_well_then_forgets_then_is_away(
    examined: Examined, own_redis: RedisProcess
) -> None:
    here = with_settings(examined, redis_url=own_redis.url)
    well, clock = await stores.redis(here)
    assert (well.verdict, clock.verdict) == (Verdict.OK, Verdict.OK)
    with own_redis.client() as client:
        client.config_set("appendonly", "no")
        client.config_set("maxmemory-policy", "allkeys-lru")
    forgetful, _ = await stores.redis(here)
    assert forgetful.verdict is Verdict.BROKEN
    assert "`appendonly yes`, `maxmemory-policy noeviction`" in forgetful.found
    assert "CONFIG SET appendonly yes" in forgetful.mend
    tried, _ = await stores.redis(with_settings(here, trial=True))
    assert tried.verdict is Verdict.WARNING
    own_redis.kill()
    (away,) = await stores.redis(here)
    assert away.verdict is Verdict.BROKEN
    assert f"--port {own_redis.port} --appendonly yes" in away.mend


@pytest.mark.redis
async def test_a_password_is_asked_for_and_never_shown(
    examined: Examined, own_redis: RedisProcess
) -> None:
    with own_redis.client() as client:
        client.config_set("requirepass", "hush")
    (shut,) = await stores.redis(with_settings(examined, redis_url=own_redis.url))
    assert shut.verdict is Verdict.BROKEN
    url = own_redis.url.replace("//", "//:hush@")
    well, _ = await stores.redis(with_settings(examined, redis_url=url))
    assert well.verdict is Verdict.OK
    assert "hush" not in well.found


@pytest.mark.redis
async def test_a_broker_that_is_away_or_a_replica_is_told(
    examined: Examined, own_redis: RedisProcess
) -> None:
    here = with_settings(examined, broker_url=own_redis.url)
    assert (await one(await stores.broker(here))).verdict is Verdict.OK
    with own_redis.client() as client:
        client.replicaof("127.0.0.1", str(free_port()))
    replica = await one(await stores.broker(here))
    assert (replica.verdict, "replica" in replica.found) == (Verdict.BROKEN, True)
    assert (await one(await stores.broker(examined))).verdict is Verdict.BROKEN


async def test_a_model_server_is_asked_for_its_models_and_adapters(examined: Examined) -> None:
    assert (await one(await models.server(examined))).verdict is Verdict.BROKEN
    assert (await one(await models.served(examined))).verdict is Verdict.BROKEN
    with model_peer(ModelPeer(live={"fill-form": "fill-form@2"})) as peer:
        there = with_settings(
            examined, model_url=f"{peer.url}/v1", adapters_url=peer.url, model_name="other"
        )
        # It answers every GET with its table of adapters.
        told = await one(await models.server(there))
        assert told.found.endswith("answers something else")
        live = await one(await models.served(there))
        assert (live.verdict, live.found) == (Verdict.OK, "fill-form by fill-form@2")
        peer.live = {}
        assert (await one(await models.served(there))).verdict is Verdict.WARNING


async def test_a_model_that_is_not_served_is_missed(examined: Examined) -> None:
    with answering({"/v1/models": (200, b'{"data": [{"id": "errands-base"}]}')}) as url:
        there = with_settings(examined, model_url=f"{url}/v1")
        assert (await one(await models.server(there))).verdict is Verdict.OK
        other = await one(await models.server(with_settings(there, model_name="other")))
    assert other.verdict is Verdict.BROKEN
    assert "ERRANDS_MODEL_NAME" in other.mend


async def test_an_api_is_asked_whether_it_can_work_and_takes_the_key(examined: Examined) -> None:
    assert (await one(await processes.api(examined))).verdict is Verdict.BROKEN
    house = House()
    async with served(house.app) as url:
        here = replace(examined, url=url)
        ready, none = await processes.api(here)
        assert (ready.verdict, none.verdict) == (Verdict.OK, Verdict.WARNING)
        _, good = await processes.api(replace(here, key=await key_of(house)))
        assert good.verdict is Verdict.OK
        _, wrong = await processes.api(replace(here, key="errands_wrong"))
    assert wrong.verdict is Verdict.BROKEN
    assert "errands keys create" in wrong.mend


async def test_an_api_without_its_store_says_so(examined: Examined) -> None:
    ready = (503, b'{"detail": "Redis is away."}')
    with answering({"/healthz": (200, b"{}"), "/readyz": ready}) as url:
        found = await one(await processes.api(replace(examined, url=url)))
    assert found.verdict is Verdict.BROKEN
    assert "Redis is away." in found.found


async def test_a_worker_that_hangs_is_not_one_that_is_away(examined: Examined) -> None:
    with answering({"/readyz": (503, b"hangs")}) as url:
        port = int(url.rpartition(":")[2])
        hanging = await one(
            await processes.worker(with_settings(examined, worker_metrics_port=port))
        )
    assert (hanging.verdict, "hangs" in hanging.mend) == (Verdict.BROKEN, True)
    away = with_settings(examined, worker_metrics_port=port, reconciler_metrics_port=port)
    for check, module in (
        (processes.worker, "services.worker"),
        (processes.reconciler, "services.worker.reconciler"),
    ):
        found = await one(await check(away))
        assert found.verdict is Verdict.BROKEN
        assert found.mend.endswith(module)
    elsewhere = replace(away, url="https://errands.example")
    assert (await one(await processes.worker(elsewhere))).verdict is Verdict.WARNING


@contextmanager
def answering(answers: dict[str, tuple[int, bytes]]) -> Iterator[str]:
    """A server with these answers by path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers[self.path]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            """Quiet."""

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}"
