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
from stack.watching.scrape import Watch
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
        return {name: ours[name] for name in kept} | self._watchers()

    def _watchers(self) -> dict[str, list[str]]:
        """As `errands up` tells people to start them, but that they look more often."""
        self.watch.write()
        place = self.watch.place
        found = yaml.safe_load(place.read_text())
        pause = f"{SCRAPE_SECONDS}s"
        found["global"] = {"scrape_interval": pause, "evaluation_interval": pause}
        place.write_text(yaml.safe_dump(found))
        return {
            name: [installed(program), *flags]
            for name, (program, *flags) in self.watch.commands().items()
        }

    def environment(self) -> dict[str, str]:
        quick = {"ERRANDS_RECONCILE_SECONDS": "0.5", "ERRANDS_LEASE_SECONDS": "5"}
        return Layout.environment(self) | quick

    def checks(self) -> dict[str, str]:
        """But for the demo sites, which aren't started."""
        ours = Layout.checks(self)
        kept = ("API", "worker", "reconciler", "model server", "adapters")
        return {name: ours[name] for name in kept} | {
            "exporter": f"http://127.0.0.1:{self.exporter}/health",
            "prometheus": f"http://127.0.0.1:{self.prometheus}/-/ready",
        }

    @property
    def watch(self) -> Watch:
        return Watch(
            layout=self,
            prometheus=self.prometheus,
            exporter=self.exporter,
            storage=self.folder / "prometheus",
        )


@contextmanager
def running(layout: WatchedLayout) -> Iterator[Mapping[str, psutil.Process]]:
    """Ends them, and all that they have started, by their ids."""
    environment = {**os.environ, **layout.environment()}  # noqa: TID251 tests have no settings
    started: dict[str, psutil.Popen] = {}
    try:
        for name, command in layout.commands().items():
            with (layout.folder / f"{name}.log").open("wb") as log:
                started[name] = psutil.Popen(
                    command, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
                )
        yield started
    finally:
        ours = list(started.values())
        family = [p for one in ours if one.is_running() for p in one.children(recursive=True)]
        for process in [*ours, *family]:
            if process.is_running():
                process.kill()
        psutil.wait_procs(ours, timeout=30)
