"""Builds the images on a root that debootstrap makes, and lets each do its work.

`python -m tests.deploy.clean_root.run`, or `make clean-roots`. For machines that reach Debian's and
PyPI's mirrors, but no registry of images. It wants to be root, and debootstrap, podman, runc and
redis-server. What pip is told in /etc/pip.conf holds in the builds as well.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from bench.results import write_section
from stack.layout import ROOT
from tests.deploy.clean_root import debian
from tests.deploy.clean_root.locked import Locked
from tests.deploy.clean_root.podman import Build, FailedError, Podman
from tests.deploy.clean_root.proofs import Around, Proofs
from tests.model_peer import ModelPeer, model_peer
from tests.redis_process import RedisProcess
from tests.worker_process import Script, Site, local_site

TARGETS: Final = ("api", "worker", "inference-cpu")
FOLDER: Final = ROOT / "var/clean-roots"
BASE: Final = "localhost/clean-root:debian"
PIP: Final = Path("/etc/pip.conf")
WHEELS: Final = "/opt/lent-wheels"
HEADS: Final = ("target", "steps", "seconds", "adds", "result")


@dataclass(frozen=True)
class Row:
    target: str
    build: Build
    adds: int
    result: str
    failed: bool

    def line(self) -> str:
        size = f"{self.adds / 1e6:,.0f} MB"
        cells = (self.target, self.build.steps, f"{self.build.seconds:.0f}", size, self.result)
        return f"| {' | '.join(map(str, cells))} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 where every image was built and did its work."""
    chosen = _parser().parse_args(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    podman = Podman(FOLDER)
    try:
        rows = list(_rows(podman, chosen.target or TARGETS, chosen.wheels))
    finally:
        if not chosen.keep:
            podman.clear()
    lines = [f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}", *(row.line() for row in rows)]
    sys.stdout.write("\n".join([*lines, ""]))
    failed = any(row.failed for row in rows)
    if chosen.results and not failed:
        write_section(chosen.results, "make clean-roots", lines)
    return int(failed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.deploy.clean_root.run", description=__doc__
    )
    parser.add_argument("--target", action="append", choices=TARGETS, help="all of them")
    parser.add_argument(
        "--keep", action="store_true", help="the images, in var/clean-roots: another run is quick"
    )
    parser.add_argument(
        "--wheels",
        type=Path,
        help="a folder of wheels, where PyPI's torch is the CUDA build",
    )
    parser.add_argument("--results", type=Path, help="where to write the table as well")
    return parser


def _rows(podman: Podman, targets: Sequence[str], wheels: Path | None) -> Iterator[Row]:
    _make_base(podman)
    plain = podman.size(BASE)
    with _proofs(podman) as proofs:
        for target in targets:
            _tell(f"{target}: building")
            log = podman.folder / f"{target}.log"
            build = podman.build(ROOT, target, BASE, _lent(podman.folder, wheels), log)
            _tell(f"{target}: built in {build.seconds:.0f} s")
            yield _proven(proofs, target, build, build.size - plain)


def _proven(proofs: Proofs, target: str, build: Build, adds: int) -> Row:
    try:
        return Row(target, build, adds, proofs.of(target), failed=False)
    except Exception:  # noqa: BLE001 the other images are to be tried as well; it is told in full
        traceback.print_exc()
        return Row(target, build, adds, "FAILED", failed=True)


def _make_base(podman: Podman) -> None:
    if podman.has(BASE):
        return
    root = podman.folder / "root"
    shutil.rmtree(root, ignore_errors=True)  # of a run that was cut off
    release = debian.codename(debian.version((ROOT / "deploy/Dockerfile").read_text()))
    _tell(f"debootstrap of {release}")
    debian.make_root(root, release, podman.folder / "debootstrap.log")
    podman.imported(root, BASE)
    shutil.rmtree(root)


def _lent(folder: Path, wheels: Path | None) -> dict[Path, str]:
    """Of this machine, for the build alone: how its mirrors are reached."""
    own = folder / "uv"
    own.mkdir(exist_ok=True)
    lines = ["native-tls = true"]
    lent = {own: "/etc/uv"}
    if PIP.is_file():
        lent[PIP] = str(PIP)
    if wheels is not None:
        lines.append(f'find-links = ["{WHEELS}"]')
        lent[wheels.resolve()] = WHEELS
    (own / "uv.toml").write_text("\n".join([*lines, ""]))
    return lent


@contextmanager
def _proofs(podman: Podman) -> Iterator[Proofs]:
    services = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())["services"]
    locked = Locked(ROOT / "deploy", podman.folder / "volumes")
    with (
        tempfile.TemporaryDirectory() as data,
        local_site(Site()) as site,
        model_peer(ModelPeer(answer=Script())) as peer,
    ):
        redis = RedisProcess(Path(data))
        redis.start()
        try:
            yield Proofs(podman, locked, services, Around(redis.url, peer, site))
        finally:
            redis.kill()


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except (FailedError, subprocess.CalledProcessError) as error:
        raise SystemExit(str(error)) from error
