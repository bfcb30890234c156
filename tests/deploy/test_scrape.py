"""What `errands up` leaves for a Prometheus is a configuration of it, of all that runs there."""

from pathlib import Path

import pytest
import yaml

from stack.layout import ROOT, Layout, Ports
from stack.watching.jobs import Job
from stack.watching.rules import rules_file
from stack.watching.scrape import Watch
from tests.deploy.promtool import told

PORTS = Ports(api=1, start=2, hotels=3, redis=4, model=5, adapters=6, worker=7, reconciler=8)
DEPLOYED = ROOT / "deploy/prometheus/prometheus.yaml"


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    """Of a folder that isn't there yet."""
    layout = Layout(ports=PORTS, folder=tmp_path / "a run")
    made = Watch(layout=layout, prometheus=9, exporter=10)
    made.write()
    return made


def jobs(path: Path) -> list[str]:
    return [job["job_name"] for job in yaml.safe_load(path.read_text())["scrape_configs"]]


def check(path: Path) -> str:
    """What promtool says of it, with the alerts that it names."""
    return told("check", "config", str(path))


def test_prometheus_takes_it_with_its_alerts(watch: Watch) -> None:
    assert "1 rule files found" in check(watch.place)
    assert watch.place.with_name("alerts.yaml").read_text() == rules_file()


def test_prometheus_takes_what_is_deployed() -> None:
    assert "1 rule files found" in check(DEPLOYED)


def test_each_job_is_read_where_it_runs(watch: Watch) -> None:
    found = yaml.safe_load(watch.place.read_text())["scrape_configs"]
    assert {job["job_name"]: job["static_configs"] for job in found} == {
        job: [{"targets": [f"127.0.0.1:{port}"]}]
        for job, port in {
            Job.API: 1,
            Job.WORKER: 7,
            Job.RECONCILER: 8,
            Job.ADAPTERS: 6,
            Job.INFERENCE: 5,
            Job.REDIS: 10,
        }.items()
    }


def test_its_jobs_are_those_of_a_deployment(watch: Watch) -> None:
    assert jobs(watch.place) == jobs(DEPLOYED)


def test_it_tells_how_it_is_started(watch: Watch) -> None:
    told = watch.place.read_text()
    assert f"prometheus '--config.file={watch.place}'" in told
    assert "--web.listen-address=127.0.0.1:9\n" in told
    assert "prometheus-redis-exporter --redis.addr=redis://127.0.0.1:4 " in told
