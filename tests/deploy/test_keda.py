"""By what KEDA scales workers, as Prometheus answers it."""

from pathlib import Path
from typing import Final

import pytest

from stack.watching.jobs import Job, of
from tests.deploy.manifests import named
from tests.deploy.promtool import hold

ORPHANED: Final = "errands_sessions_orphaned"
LEASED: Final = "errands_sessions_leased"
WORKERS: Final = {ORPHANED: 0, LEASED: 1}
"""Every process shows both metrics, and counts one of them at most."""
NOBODYS: Final = {ORPHANED: 0, LEASED: 0}


def _query(overlay: str) -> str:
    (trigger,) = named(overlay, "ScaledObject", "worker")["spec"]["triggers"]
    query: str = trigger["metadata"]["query"]
    return query


@pytest.mark.parametrize("overlay", ["cpu", "gpu", "prod"])
def test_workers_are_as_many_as_what_waits_and_what_is_held(overlay: str) -> None:
    assert f"{ORPHANED}{of(Job.RECONCILER)}" in _query(overlay)
    assert f"{LEASED}{of(Job.WORKER)}" in _query(overlay)


@pytest.mark.parametrize(
    ("jobs", "answer"),
    [
        pytest.param({Job.RECONCILER: {ORPHANED: 5, LEASED: 0}, Job.WORKER: WORKERS}, 6, id="all"),
        pytest.param({Job.WORKER: WORKERS}, None, id="no reconciler"),
        pytest.param({Job.RECONCILER: {ORPHANED: 5, LEASED: 0}}, None, id="no worker"),
    ],
)
def test_without_those_who_count_there_is_no_answer(
    jobs: dict[Job, dict[str, int]], answer: int | None, tmp_path: Path
) -> None:
    """The API and the adapters process show a 0 of both, which would be taken for no work."""
    shown = {Job.API: NOBODYS, Job.ADAPTERS: NOBODYS} | jobs
    series = [
        {"series": f"{metric}{of(job)}", "values": f"{value}x10"}
        for job, metrics in shown.items()
        for metric, value in metrics.items()
    ]
    samples = [] if answer is None else [{"labels": "{}", "value": answer}]
    asked = {"expr": _query("cpu"), "eval_time": "5m", "exp_samples": samples}
    one = {"interval": "1m", "input_series": series, "promql_expr_test": [asked]}
    hold({"rule_files": [], "tests": [one]}, tmp_path)
