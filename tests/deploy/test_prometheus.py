"""Every query of every panel and alert, asked of a real Prometheus that watches real processes."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from errands.backends.redis_connection import connect
from errands.backends.redis_keys import RedisKeys
from errands.contracts.ids import TenantId
from errands.contracts.keys import USUAL_SCOPES
from errands.telemetry.labels import LABELS, Kept
from services.api.auth import new_key
from stack.watching.alerts import ALERTS
from stack.watching.boards import BOARDS
from stack.watching.jobs import Job
from stack.watching.panel import RANGE, WHOLE, Unit
from tests.deploy.served_peer import ServedPeer, served_peer
from tests.deploy.watched_stack import SCRAPE_SECONDS, WatchedLayout, running
from tests.redis_process import redis_binary
from tests.worker_process import Script, Site, local_site

pytestmark = [pytest.mark.redis, pytest.mark.browser, pytest.mark.timeout(300)]

SHOWN = "1m"
"""In place of Grafana's own ranges."""
ROUNDS = 2
UNLIMITED = "redis_memory_max_bytes"
"""0 where Redis may take all there is."""


@dataclass
class Watched:
    """An Errands that has served, and the Prometheus beside it."""

    layout: WatchedLayout
    prometheus: httpx.AsyncClient

    async def ask(self, expr: str) -> list[tuple[dict[str, str], float]]:
        query = {"query": expr.replace(RANGE, SHOWN).replace(WHOLE, SHOWN)}
        answer = (await self.prometheus.get("/api/v1/query", params=query)).json()
        assert answer["status"] == "success", (expr, answer)
        return [(one["metric"], float(one["value"][1])) for one in answer["data"]["result"]]


async def test_every_query_has_an_answer(tmp_path: Path) -> None:
    """One test: the processes take longer to start than all queries to be asked."""
    async for watched in _served(tmp_path):
        await _every_target_is_read(watched)
        await _every_panel_has_data(watched)
        await _every_alert_has_a_value(watched)
        await _labels_stay_within_their_sets(watched)
        await _browsers_use_processor(watched)


async def _every_target_is_read(watched: Watched) -> None:
    up = {metric["job"]: value for metric, value in await watched.ask("up")}
    assert up == dict.fromkeys(watched.layout.watch.ports(), 1.0)


async def _every_panel_has_data(watched: Watched) -> None:
    without = []
    for board in BOARDS:
        for panel in board.panels:
            for query in panel.queries:
                found = [value for _, value in await watched.ask(query.expr)]
                numbers = [value for value in found if not math.isnan(value)]
                if not numbers:
                    without.append((board.name, panel.title, query.expr, found))
                if UNLIMITED not in query.expr:
                    unit = query.unit or panel.unit
                    assert all(_fits(value, unit) for value in numbers), (panel, numbers)
    assert without == []


def _fits(value: float, unit: Unit) -> bool:
    match unit:
        case Unit.SHARE:
            return 0 <= value <= 1.001
        case Unit.SECONDS:
            return 0 <= value < 600
        case Unit.BYTES:
            return 1e5 < value < 1e11
        case Unit.COUNT | Unit.PER_SECOND:
            return 0 <= value < 1e6


async def _every_alert_has_a_value(watched: Watched) -> None:
    for alert in ALERTS:
        for condition in alert.conditions:
            assert await watched.ask(condition.value), (alert.name, condition)
    groups = (await watched.prometheus.get("/api/v1/rules")).json()["data"]["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert {rule["name"] for rule in rules} == {alert.name for alert in ALERTS}
    assert {rule["health"] for rule in rules} == {"ok"}, [r.get("lastError") for r in rules]
    assert {rule["name"] for rule in rules if rule["state"] == "firing"} == set()


async def _labels_stay_within_their_sets(watched: Watched) -> None:
    """`LABELS` says what they may be; here is what they are."""
    several: dict[str, set[str]] = {}
    for metric, _ in await watched.ask('{__name__=~"errands_.*"}'):
        for label in metric.keys() - {"__name__", "job", "instance", "le"}:
            several.setdefault(label, set()).add(metric[label])
    for label, values in several.items():
        allowed = LABELS[label]
        if isinstance(allowed, Kept):
            assert len(values) <= allowed.most, (label, values)
        else:
            assert values <= allowed, (label, values - allowed)


async def _browsers_use_processor(watched: Watched) -> None:
    ((metric, seconds),) = await watched.ask("errands_browser_cpu_seconds_total > 0")
    assert metric["job"] == Job.WORKER
    assert 0.1 < seconds < 300


async def _served(folder: Path) -> AsyncIterator[Watched]:
    if redis_binary() is None:
        pytest.skip("redis-server is not installed")
    layout = WatchedLayout.free(folder)
    peer = ServedPeer(Script(), layout.ports.model)
    with local_site(Site()) as site, served_peer(peer), running(layout):
        async with httpx.AsyncClient(timeout=30) as client:
            await asyncio.gather(*(_answers(client, url) for url in layout.checks().values()))
            caller = _headers(await _key(layout))
            for _ in range(ROUNDS):
                await _errand(client, layout, caller, site.url)
                await _errand(client, layout, caller, "http://127.0.0.1:9/")
                await asyncio.sleep(2 * SCRAPE_SECONDS)
        address = f"http://127.0.0.1:{layout.prometheus}"
        async with httpx.AsyncClient(base_url=address, timeout=30) as prometheus:
            yield Watched(layout, prometheus)


async def _answers(client: httpx.AsyncClient, url: str, seconds: float = 200) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if (await client.get(url)).is_success:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.2)
    pytest.fail(f"{url} doesn't answer")


async def _key(layout: WatchedLayout) -> str:
    async with connect(layout.environment()["ERRANDS_REDIS_URL"]) as redis:
        key, text = new_key(TenantId("test"), USUAL_SCOPES, created_at=time.time())
        await RedisKeys(redis).add(key)
        return text


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def _errand(
    client: httpx.AsyncClient, layout: WatchedLayout, caller: dict[str, str], start: str
) -> None:
    """A session of two turns: its second finds the context warm."""
    opened = await client.post(
        f"{layout.api}/v1/sessions", headers=caller, json={"start_url": start}
    )
    assert opened.status_code == 201, opened.text
    turns = f"{layout.api}/v1/sessions/{opened.json()['id']}/turns"
    for message in ("Save a note for Maya", "And again for Maya"):
        turn = (await client.post(turns, headers=caller, json={"message": message})).json()
        waited = await client.get(f"{turns}/{turn['id']}?wait=25", headers=caller)
        assert waited.json()["status"] in {"said", "failed"}, waited.text
