"""Dashboards and alerts agree with the code that counts, and with the words beside them."""

import json
import re
from functools import cache
from pathlib import Path

import prometheus_client
import pytest

from stack.layout import ROOT
from stack.watching.__main__ import written
from stack.watching.alert import Alert
from stack.watching.alerts import ALERTS
from stack.watching.boards import BOARDS
from stack.watching.grafana import json_of
from stack.watching.jobs import Job, of
from stack.watching.panel import WHOLE, Board, Look, Panel, Query, Unit
from tests.deploy.alert_cases import CASES, rule_tests
from tests.deploy.promtool import hold
from tests.deploy.queries import OURS, SUFFIX, named

WRITTEN = written()
PANELS = [pytest.param(p, id=f"{b.name}: {p.title}") for b in BOARDS for p in b.panels]
EXPRS = [query.expr for b in BOARDS for panel in b.panels for query in panel.queries]
ALERT_EXPRS = [condition.value for alert in ALERTS for condition in alert.conditions]
RULES = ROOT / "deploy/prometheus/alerts.yaml"
TARGET = {"job", "instance", "le"}
REDIS = {
    *("redis_up", "redis_aof_enabled", "redis_aof_last_write_status"),
    *("redis_memory_used_bytes", "redis_memory_max_bytes"),
    *("redis_commands_processed_total", "redis_connected_clients"),
    *("redis_cpu_user_seconds_total", "redis_cpu_sys_seconds_total"),
}
"""Names of the exporter; `test_prometheus` asks a real one for them."""
OTHERS = {"up", "process_cpu_seconds_total", "process_resident_memory_bytes"} | {
    "process_start_time_seconds"
}
WAITS = {
    "errands_turns_queued",
    "errands_sessions_orphaned",
    "errands_oldest_turn_wait_seconds",
}
VLLM_LABELS = {"reason", "model_name", "engine"}


@pytest.mark.parametrize("path", WRITTEN)
def test_what_is_committed_is_what_the_code_makes(path: Path) -> None:
    assert (ROOT / path).read_text() == WRITTEN[path], "run `make watching`"


def test_no_dashboard_is_left_from_before() -> None:
    made = {path for path in WRITTEN if path.parts[1] == "grafana"}
    assert made == {p.relative_to(ROOT) for p in (ROOT / "deploy/grafana").glob("*.json")}


@pytest.mark.parametrize("expr", sorted({*EXPRS, *ALERT_EXPRS}))
def test_a_query_names_only_what_is_counted(expr: str) -> None:
    found = list(named(expr))
    assert found
    for one in found:
        ours = OURS.get(SUFFIX.sub("", one.metric)) or OURS.get(one.metric)
        if ours is not None:
            assert one.labels <= {*ours._labelnames, *TARGET}, one
            assert one.metric in {f"{ours._name}{end}" for end in _ends(ours._type)}, one
        elif one.metric.startswith("vllm:"):
            assert one.labels <= TARGET | VLLM_LABELS
            assert f'name="{SUFFIX.sub("", one.metric)}"' in _vllm_source()
        else:
            assert one.metric in REDIS | OTHERS, one
            assert one.labels <= TARGET


@pytest.mark.parametrize("expr", sorted({*EXPRS, *ALERT_EXPRS}))
def test_what_others_count_too_is_asked_of_our_jobs_alone(expr: str) -> None:
    """A Prometheus is mostly shared, and not every Redis in it is ours."""
    foreign = {one.metric for one in named(expr) if not one.metric.startswith("errands_")}
    for metric in foreign:
        asked = re.findall(rf"(?<![\w:]){metric}\b(\{{job=~?\"[^\"]*\")?", expr)
        assert all(asked), f"{metric} without a job"
    for jobs in re.findall(r'job=~?"([^"]*)"', expr):
        assert set(jobs.split("|")) <= set(Job)


@pytest.mark.parametrize("expr", sorted({*EXPRS, *ALERT_EXPRS}))
def test_what_waits_is_asked_of_reconcilers_alone(expr: str) -> None:
    """All other processes show a 0 of the same name, and would go on to where none counts."""
    for metric in WAITS & {one.metric for one in named(expr)}:
        asked = re.findall(rf"\b{metric}\b(\{{[^}}]*\}})?", expr)
        assert set(asked) == {of(Job.RECONCILER)}


def _ends(kind: str) -> set[str]:
    match kind:
        case "counter":
            return {"_total"}
        case "histogram":
            return {"_bucket", "_sum", "_count"}
        case _:
            return {""}


@cache
def _vllm_source() -> str:
    folder = Path(prometheus_client.__file__).parents[1] / "vllm"
    return (folder / "v1/metrics/loggers.py").read_text()


@pytest.mark.parametrize("metric", sorted(OURS))
def test_what_is_counted_is_shown_or_watched(metric: str) -> None:
    asked = {one.metric for expr in (*EXPRS, *ALERT_EXPRS) for one in named(expr)}
    assert asked & {f"{metric}{end}" for end in _ends(OURS[metric]._type)}


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_has_the_unit_of_its_queries(panel: Panel) -> None:
    assert panel.about
    assert [_unit(one.expr) for one in panel.queries] == [
        one.unit or panel.unit for one in panel.queries
    ]


def _unit(expr: str) -> Unit:  # noqa: PLR0911 a table
    first = next(named(expr)).metric
    if " / " in expr:
        if first.endswith("_seconds_sum"):
            return Unit.SECONDS
        return Unit.COUNT if first == "errands_model_tokens_total" else Unit.SHARE
    if "rate(" in expr and "histogram_quantile" not in expr and "_cpu_" not in expr:
        return Unit.PER_SECOND
    if "_cpu_" in expr or first in {"vllm:kv_cache_usage_perc", "errands_adapter_share"}:
        return Unit.SHARE
    if expr.startswith("changes("):
        return Unit.COUNT
    if "bytes" in first:
        return Unit.BYTES
    counts = first.endswith("_seconds_count")
    return Unit.SECONDS if "_seconds" in first and not counts else Unit.COUNT


@pytest.mark.parametrize("panel", PANELS)
def test_only_a_table_is_of_the_whole_time_shown(panel: Panel) -> None:
    whole = {WHOLE in query.expr for query in panel.queries}
    assert whole == {panel.look is Look.TABLE}


@pytest.mark.parametrize("panel", [p for p in PANELS if p.values[0].look is Look.TABLE])
def test_a_tables_columns_are_its_keys_and_its_queries(panel: Panel) -> None:
    """As Grafana joins them: what it sums by tells rows apart, each query has its own column."""
    (board,) = (one for one in BOARDS if panel in one.panels)
    (told,) = (p for p in json.loads(json_of(board))["panels"] if p["title"] == panel.title)
    assert all(_grouped(query.expr) == set(panel.keys) for query in panel.queries)
    assert {(t["format"], t["instant"], t["range"]) for t in told["targets"]} == {
        ("table", True, False)
    }
    merge, organize = told["transformations"]
    values = {f"Value #{target['refId']}": target["legendFormat"] for target in told["targets"]}
    assert merge["id"] == "merge"
    assert organize["options"]["renameByName"] == values
    assert organize["options"]["indexByName"].keys() == {*panel.keys, *values}
    named = {one["matcher"]["options"] for one in told["fieldConfig"]["overrides"]}
    assert named == {query.legend for query in panel.queries if query.unit}


@pytest.mark.parametrize("board", BOARDS, ids=lambda board: board.name)
def test_the_panels_that_a_panel_names_are_there(board: Board) -> None:
    """`workers, "Circuit"` is on that board, `"Circuit"` alone on the same one."""
    titles = {one.name: {panel.title for panel in one.panels} for one in BOARDS}
    for panel in board.panels:
        for other, title in re.findall(r'(?:(\w+), )?"([A-Z][^"]+)"', panel.about):
            assert title in titles[other if other in titles else board.name], panel


@pytest.mark.parametrize("panel", PANELS)
def test_a_panels_curves_can_be_told_apart(panel: Panel) -> None:
    legends = [query.legend for query in panel.queries]
    assert all(legends)
    assert len(set(legends)) == len(legends)
    for query in panel.queries:
        assert _legend_labels(query) <= _grouped(query.expr), query


def _legend_labels(query: Query) -> set[str]:
    return set(re.findall(r"\{\{(\w+)\}\}", query.legend))


def _grouped(expr: str) -> set[str]:
    by = [
        label.strip() for group in re.findall(r"by \(([^)]*)\)", expr) for label in group.split(",")
    ]
    return set(by) if by else {"instance", "job"}


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_an_alert_says_what_it_found(alert: Alert) -> None:
    labels = set(re.findall(r"\$labels\.(\w+)", alert.summary))
    assert labels <= _grouped(alert.expr)
    assert alert.summary.endswith(".")


def test_every_alert_has_an_entry_in_the_runbook() -> None:
    entries = re.findall(
        r"^### (Errands\w+)$", (ROOT / "docs/runbook.md").read_text(), re.MULTILINE
    )
    assert entries == [alert.name for alert in ALERTS]


@pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert.name)
def test_a_runbooks_entry_says_what_to_look_at_and_what_to_do(alert: Alert) -> None:
    text = (ROOT / "docs/runbook.md").read_text()
    entry = text.partition(f"### {alert.name}\n")[2].partition("\n### ")[0].partition("\n## ")[0]
    assert "**Look:**" in entry
    assert "**Do:**" in entry


def test_every_alert_fires_and_keeps_still(tmp_path: Path) -> None:
    """By promtool: with the worst of its cases, and with one that is fine."""
    assert CASES.keys() == {alert.name for alert in ALERTS}
    hold(rule_tests(RULES), tmp_path)


@pytest.mark.parametrize(
    ("site", "entry"),
    [
        ({}, "docs/runbook.md#errandsnoapi"),
        ({"handbook": "https://docs.test"}, "https://docs.test/runbook/#errandsnoapi"),
    ],
)
def test_an_alert_leads_to_its_entry(site: dict[str, str], entry: str, tmp_path: Path) -> None:
    words = {"summary": "No API's metrics can be read: nobody can say anything."}
    fires = {"exp_labels": {"severity": "page"}} | {
        "exp_annotations": words | {"runbook_url": entry}
    }
    looked = {"eval_time": "10m", "alertname": "ErrandsNoApi", "exp_alerts": [fires]}
    one = {"interval": "1m", "input_series": [], "alert_rule_test": [looked]}
    tests = [one | {"external_labels": site}]
    hold({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": tests}, tmp_path)
