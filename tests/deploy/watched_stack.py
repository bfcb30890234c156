"""The processes of a whole Errands but for the model server, and a Prometheus that watches them."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import yaml

from stack.layout import ROOT, Layout, Ports
from stack.watching.jobs import Job
from tests.deploy.programs import installed
from tests.redis_process import free_port

SCRAPE_SECONDS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedLayout(Layout):
    """Its ports are free ones; the model server is the test's own."""

    prometheus: int
    exporter: int

    @staticmethod
    def free(folder: Path) -> "WatchedLayout":
        ports = Ports(
            api=free_port(),
            start=free_port(),
            hotels=free_port(),
            redis=free_port(),
            model=free_port(),
            adapters=free_port(),
            worker=free_port(),
            reconciler=free_port(),
        )
        return WatchedLayout(
            ports=ports, folder=folder, prometheus=free_port(), exporter=free_port()
        )

    def commands(self) -> dict[str, list[str]]:
        # not super(): a dataclass with slots is another class than the one super() looks for
        ours = Layout.commands(self)
        kept = ("redis", "api", "worker", "reconciler", "adapters")
        return {name: ours[name] for name in kept} | {
            "exporter": [
                installed("prometheus-redis-exporter"),
                f"--redis.addr=redis://127.0.0.1:{self.ports.redis}",
                f"--web.listen-address=127.0.0.1:{self.exporter}",
            ],
            "prometheus": [
                installed("prometheus"),
                f"--config.file={self._configuration()}",
                f"--storage.tsdb.path={self.folder / 'prometheus'}",
                f"--web.listen-address=127.0.0.1:{self.prometheus}",
                "--log.level=warn",
            ],
        }

    def environment(self) -> dict[str, str]:
        return Layout.environment(self) | {"ERRANDS_RECONCILE_SECONDS": "0.5"}

    def checks(self) -> dict[str, str]:
        """But for the demo sites, which aren't started."""
        ours = Layout.checks(self)
        kept = ("API", "worker", "reconciler", "model server", "adapters")
        return {name: ours[name] for name in kept} | {
            "exporter": f"http://127.0.0.1:{self.exporter}/health",
            "prometheus": f"http://127.0.0.1:{self.prometheus}/-/ready",
        }

    @property
    def targets(self) -> Mapping[str, int]:
        """The port of each job."""
        ports = self.ports
        return {
            Job.API: ports.api,
            Job.WORKER: ports.worker,
            Job.RECONCILER: ports.reconciler,
            Job.ADAPTERS: ports.adapters,
            Job.INFERENCE: ports.model,
            Job.REDIS: self.exporter,
        }

    def _configuration(self) -> Path:
        """The one that is deployed, with the jobs' addresses and a shorter pause."""
        found = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yaml").read_text())
        pause = f"{SCRAPE_SECONDS}s"
        found["global"] = {"scrape_interval": pause, "evaluation_interval": pause}
        found["rule_files"] = [
            str(ROOT / "deploy/prometheus" / name) for name in found["rule_files"]
        ]
        found["scrape_configs"] = [
            {
                "job_name": job["job_name"],
                "static_configs": [{"targets": [f"127.0.0.1:{self.targets[job['job_name']]}"]}],
            }
            for job in found["scrape_configs"]
        ]
        path = self.folder / "prometheus.yaml"
        path.write_text(yaml.safe_dump(found))
        return path


@contextmanager
def running(layout: WatchedLayout) -> Iterator[None]:
    """Ends them, and all that they have started, by their ids."""
    environment = {**os.environ, **layout.environment()}  # noqa: TID251 tests have no settings
    started: list[psutil.Popen] = []
    try:
        for name, command in layout.commands().items():
            with (layout.folder / f"{name}.log").open("wb") as log:
                started.append(
                    psutil.Popen(
                        command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
                    )
                )
        yield
    finally:
        family = [p for one in started if one.is_running() for p in one.children(recursive=True)]
        for process in [*started, *family]:
            if process.is_running():
                process.kill()
        psutil.wait_procs(started, timeout=30)
