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
from errands.telemetry.labels import LABELS, Kept
from stack.watching.alerts import ALERTS
from stack.watching.boards import BOARDS
from stack.watching.jobs import Job
from stack.watching.panel import RANGE, WHOLE, Unit
from tests.deploy.driven import Drive
from tests.deploy.served_peer import ServedPeer, served_peer
from tests.deploy.watched_stack import WatchedLayout, running
from tests.receiver import Receiver, receiving
from tests.redis_process import redis_binary
from tests.worker_process import Script, Site, local_site

pytestmark = [pytest.mark.redis, pytest.mark.browser, pytest.mark.timeout(600)]

SHOWN = "10m"
"""In place of Grafana's own ranges: all of the drive."""
UNLIMITED = "redis_memory_max_bytes"
"""0 where Redis may take all there is."""
STILL = {
    # nothing of Redis, the broker, the disk or the model server breaks
    ("api", "Answers that were our fault", ""),
    ("api", "Hints that the broker did not take", "not taken"),
    ("overview", "Sessions sent out again", "the broker took no hint"),
    ("workers", "Recordings", "lost"),
    ("workers", "Recordings", "not shipped"),
    ("inference", "Worst circuit", ""),
    ("workers", "Circuit", "{{instance}}"),
    ("workers", "Questions without an answer", "{{instance}}"),
    ("workers", "Turns that failed by our fault", "{{instance}}"),
    ("inference", "Live versions that don't answer", ""),
    ("inference", "Adapters that came, went and failed", "failed"),
    ("inference", "Requests turned away", "{{priority}}"),
    # they come before the first look, where the machine is quick
    ("inference", "Adapters that came, went and failed", "{{change}}"),
    # the peer's own made-up figures; the served model has them in tests/e2e
    ("inference", "Requests in it", "waiting"),
    ("inference", "Why requests wait", "{{reason}}"),
    # of chat endpoints alone
    ("inference", "Answers that were asked for again", "{{outcome}}"),
    # the script does well
    ("quality", "Steps that changed nothing", "{{adapter}} ({{skill}})"),
    ("quality", "Steps that missed", "{{adapter}} ({{skill}})"),
    ("quality", "Versions over the time shown", "changed nothing"),
    ("quality", "Versions over the time shown", "missed"),
    ("quality", "Turns that went round in circles", "loop or budget"),
    # no worker leaves, no browser grows, Redis may have all
    ("overview", "Takeovers and lost leases", "handed over"),
    ("workers", "Browsers started", "recycled"),
    ("workers", "Memory of Redis", "allowed (0: all)"),
    # whether a worker that stood still writes before it is told is chance
    ("workers", "Leases lost", "{{instance}} refused"),
    ("workers", "Writes that a lost lease stopped", "{{script}}"),
}
"""What may stay at 0, by board, panel and curve, as the drive doesn't make it happen."""
FIRES = {"ErrandsWebhooksNeverTold"}
MAY_FIRE = FIRES | {"ErrandsWorkerWasCutOff"}


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
    """A 0 says little, as most counters begin with one."""
    without, still = [], set()
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
                if not any(numbers):
                    legend = query.legend if query.legend != panel.title else ""
                    still.add((board.name, panel.title, legend))
    assert without == []
    assert sorted(still - STILL) == []


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
    firing = {rule["name"] for rule in rules if rule["state"] == "firing"}
    assert FIRES <= firing <= MAY_FIRE


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
    script = Script()
    peer = ServedPeer(script, layout.ports.model)
    with (
        local_site(Site()) as site,
        receiving(Receiver()) as taking,
        receiving(Receiver(status=410)) as gone,
        receiving(Receiver(status=500)) as broken,
        served_peer(peer),
        running(layout) as processes,
    ):
        async with (
            httpx.AsyncClient(timeout=120) as client,
            connect(layout.environment()["ERRANDS_REDIS_URL"]) as redis,
        ):
            await asyncio.gather(*(_answers(client, url) for url in layout.checks().values()))
            drive = Drive(
                layout=layout,
                worker=processes["worker"],
                client=client,
                redis=redis,
                script=script,
                site=site,
            )
            address = f"http://127.0.0.1:{layout.prometheus}"
            async with (
                drive.driven(taking, gone, broken),
                httpx.AsyncClient(base_url=address, timeout=30) as prometheus,
            ):
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
