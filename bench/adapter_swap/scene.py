"""Versions of skills on disk, and the reconciler that brings them to a server."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.process import Server, running
from bench.random_adapter import make
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, AdapterVersion
from learning.demo_web import free_port
from services.inference.adapter_check import WEIGHTS

RANK = 8
_SCALE = 0.06
"""Strong enough that no two adapters answer alike."""
_READY_SECONDS = 120.0


def listed(work: Path, model: Path, versions: Mapping[str, int]) -> AdapterManifest:
    """A manifest of random adapters below `work`; the first version of each skill is live."""
    manifest = AdapterManifest(base_model=model.name)
    seed = 0
    for skill, count in versions.items():
        for number in range(1, count + 1):
            seed += 1
            folder = make(work / skill / str(number), model, RANK, seed, _SCALE)
            digest = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
            adapter = AdapterVersion(
                skill=SkillName(skill),
                version=number,
                path=f"{skill}/{number}",
                sha256=digest,
                rank=RANK,
                base_model=model.name,
            )
            manifest = manifest.with_version(adapter, live=number == 1)
    return manifest


@contextmanager
def reconciling(server: str, manifest: Path) -> Iterator[str]:
    """The address of the reconciler, once all live adapters answer.

    Raises:
        NotUpError: they don't.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    words = ["--manifest", str(manifest), "--server", server, "--port", str(port)]
    pace = ["--poll-seconds", "0.3", "--grace-seconds", "4"]
    reconciler = Server(
        name="the reconciler",
        words=[sys.executable, "-m", "services.inference.reconcile", *words, *pace],
        ready=f"{address}/readyz",
        patience=_READY_SECONDS,
        log=manifest.with_name("reconcile.log"),
    )
    with running(reconciler):
        yield address
