"""One trace a turn: what the API, the worker and the model server tell of it is one tree."""

from collections.abc import Iterator

import httpx
import psutil
import pytest

from errands.backends.redis_connection import connect
from errands.backends.redis_keys import RedisKeys
from errands.contracts.ids import TenantId
from errands.contracts.keys import Scope
from services.api.auth import new_key
from tests.collector import Collector, Told, collecting
from tests.model_peer import ModelPeer
from tests.worker_process import Processes, Site, until

pytestmark = pytest.mark.redis

CALLERS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as running:
        yield running


async def api_of(processes: Processes) -> str:
    process = processes.start("services.api", "--port", "0")

    async def look() -> str | None:
        for one in process.net_connections():
            if one.status == psutil.CONN_LISTEN:
                return f"http://127.0.0.1:{one.laddr.port}"
        return None

    return await until(look, 90)


async def client_of(redis_url: str, address: str) -> httpx.AsyncClient:
    key, text = new_key(TenantId("maya-inc"), frozenset(Scope))
    async with connect(redis_url) as redis:
        await RedisKeys(redis).add(key)
    headers = {"Authorization": f"Bearer {text}"}
    return httpx.AsyncClient(base_url=address, headers=headers, timeout=60)


async def turn_of(client: httpx.AsyncClient, site: Site) -> str:
    """The id of a turn that has ended."""
    body = {"start_url": site.url, "allowed_hosts": [f"127.0.0.1:{site.port}"]}
    session = (await client.post("/v1/sessions", json=body)).headers["location"]
    said = await client.post(
        f"{session}/turns",
        json={"message": "Save a note for Maya"},
        headers={"traceparent": CALLERS},
    )

    async def look() -> str | None:
        turn = (await client.get(said.headers["location"], params={"wait": 10})).json()
        return turn["id"] if turn["ended_at"] is not None else None

    return await until(look, 90)


def parent(one: Told, among: list[Told]) -> str:
    return next(p.name for p in among if p.span.span_id == one.span.parent_span_id)


async def test_what_api_worker_and_model_server_tell_of_a_turn_is_one_tree(
    redis_url: str, site: Site, peer: ModelPeer, processes: Processes, collector: Collector
) -> None:
    processes.allow_local_hosts = True
    processes.traces_url = collector.url
    processes.worker()
    async with await client_of(redis_url, await api_of(processes)) as client:
        turn = await turn_of(client, site)

    async def whole() -> bool | None:
        return bool(collector.named("turn") and collector.named("accept")) or None

    await until(whole)
    (root,) = collector.named("turn")
    assert root.facts["errands.turn"] == turn
    assert not root.span.parent_span_id
    assert {one.span.trace_id for one in collector.told} == {root.span.trace_id}
    services = {one.name: one.service for one in collector.told}
    assert services["accept"] == "errands-api"
    assert services["step"] == services["POST /v1/completions"] == "errands-worker"
    steps = collector.named("step")
    assert [one.facts["errands.verb"] for one in steps] == ["fill", "click", "say"]
    for name, above in (
        ("accept", "turn"),
        ("wait", "turn"),
        ("step", "turn"),
        ("POST /v1/completions", "turn"),
        ("observe", "step"),
        ("decide", "step"),
        ("act", "step"),
    ):
        assert {parent(one, collector.told) for one in collector.named(name)} == {above}, name
    sent = [headers["traceparent"] for headers in peer.headers]
    asked = [one.span.span_id.hex() for one in collector.named("POST /v1/completions")]
    assert sent == [f"00-{root.span.trace_id.hex()}-{one}-01" for one in asked]
    (accept,) = collector.named("accept")
    assert [link.trace_id.hex() for link in accept.span.links] == [CALLERS.split("-")[1]]
    assert "Maya" not in "".join(str(one.span) for one in collector.told)


async def test_a_turn_is_played_and_a_worker_ends_where_nobody_collects(
    redis_url: str, site: Site, processes: Processes
) -> None:
    processes.allow_local_hosts = True
    with collecting() as gone:
        processes.traces_url = gone.url
    worker = processes.worker()
    async with await client_of(redis_url, await api_of(processes)) as client:
        assert await turn_of(client, site)
    processes.family(worker)
    worker.terminate()
    assert await processes.exit_code(worker) == 0


async def test_without_a_collector_the_model_server_is_told_of_no_trace(
    redis_url: str, site: Site, peer: ModelPeer, processes: Processes
) -> None:
    processes.allow_local_hosts = True
    processes.worker()
    async with await client_of(redis_url, await api_of(processes)) as client:
        assert await turn_of(client, site)
    assert peer.headers
    assert all(headers["traceparent"] is None for headers in peer.headers)
