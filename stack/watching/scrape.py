"""What a Prometheus is told to read: of deploy/compose.yaml, or of a stack on this machine."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from stack.layout import ROOT, Layout, free
from stack.watching.jobs import Job
from stack.watching.rules import Yaml, rules_file

_COMPOSE: Final = """\
# Made by `make watching` from stack/watching/scrape.py. Prometheus beside deploy/compose.yaml;
# in Kubernetes deploy/k8s/components/monitoring says the same. The jobs' names stand in the queries
# of dashboards and alerts, and are nobody else's: keep them where you scrape us with a Prometheus
# that watches others too. `worker` is every replica behind the name, each by its own address.
# For the alerts' `runbook_url`, where the documentation is served (`make docs`), below `global`:
#   external_labels: {handbook: "https://docs.example/errands"}
"""
_HERE: Final = """\
# Made by `errands up` for what it runs. Start these beside it, each in a terminal of its own:
#   {prometheus}
#   {exporter}
"""


def _at(address: str) -> dict[str, Yaml]:
    return {"static_configs": [{"targets": [address]}]}


def compose_file() -> str:
    replicas: dict[str, Yaml] = {
        "dns_sd_configs": [
            {"names": ["worker"], "type": "A", "port": 9101, "refresh_interval": "15s"}
        ]
    }
    return _COMPOSE + _dump(
        {
            Job.API: _at("api:8080"),
            Job.WORKER: replicas,
            Job.RECONCILER: _at("reconciler:9102"),
            Job.ADAPTERS: _at("adapters:8201"),
            Job.INFERENCE: _at("inference:8200"),
            Job.REDIS: _at("redis-exporter:9121"),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A Prometheus beside a stack, and the exporter of its Redis: their ports, and their files.

    Nothing here starts them: who watches does.
    """

    layout: Layout
    prometheus: int
    exporter: int
    storage: Path = ROOT / "var/prometheus"
    """Kept from one stack to the next: what skills do is compared over days."""

    @staticmethod
    def of(layout: Layout) -> "Watch":
        return Watch(layout=layout, prometheus=free(9090), exporter=free(9121))

    @property
    def place(self) -> Path:
        return self.layout.folder / "prometheus.yaml"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.prometheus}"

    def ports(self) -> Mapping[Job, int]:
        """Of each job, on the loopback address."""
        ports = self.layout.ports
        return {
            Job.API: ports.api,
            Job.WORKER: ports.worker,
            Job.RECONCILER: ports.reconciler,
            Job.ADAPTERS: ports.adapters,
            Job.INFERENCE: ports.model,
            Job.REDIS: self.exporter,
        }

    def commands(self) -> dict[str, list[str]]:
        return {
            "prometheus": [
                "prometheus",
                f"--config.file={self.place}",
                f"--storage.tsdb.path={self.storage}",
                f"--web.listen-address=127.0.0.1:{self.prometheus}",
            ],
            "exporter": [
                "prometheus-redis-exporter",
                f"--redis.addr=redis://127.0.0.1:{self.layout.ports.redis}",
                f"--web.listen-address=127.0.0.1:{self.exporter}",
            ],
        }

    def write(self) -> None:
        """What to read, with how to start what reads it, and the alerts beside."""
        self.layout.folder.mkdir(parents=True, exist_ok=True)
        told = _HERE.format(**{name: shlex.join(line) for name, line in self.commands().items()})
        jobs = {job: _at(f"127.0.0.1:{port}") for job, port in self.ports().items()}
        self.place.write_text(told + _dump(jobs), encoding="utf-8")
        self.place.with_name("alerts.yaml").write_text(rules_file(), encoding="utf-8")


def _dump(jobs: Mapping[Job, dict[str, Yaml]]) -> str:
    scraped: list[Yaml] = [{"job_name": job.value, **found} for job, found in jobs.items()]
    told: dict[str, Yaml] = {
        "global": {"scrape_interval": "15s", "evaluation_interval": "15s"},
        "rule_files": ["alerts.yaml"],
        "scrape_configs": scraped,
    }
    return yaml.safe_dump(told, sort_keys=False)
