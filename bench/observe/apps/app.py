"""An application that is run here for its pages: what starts it, what it holds, when it is up."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from learning.demo_web import free_port

ROOT = Path(__file__).resolve().parents[3]
INSTALLED = ROOT / "var/bench/apps-venv/bin"
PATIENCE = 60.0
"""Seconds until it answers: a first start writes caches."""
FAREWELL = 10.0


class NotUpError(Exception):
    """It ended, or didn't answer in time; says what it wrote last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """`seed` fills an empty folder, `words` start it with that folder and a port."""

    name: str
    program: Path
    words: Callable[[Path, int], list[str]]
    seed: Callable[[Path], None]
    scripts: tuple[Path, ...] = ()
    """What the program needs to be there, if it is an interpreter."""
    ready: str
    """A path that answers once it is up."""
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def installed(self) -> bool:
        return all(path.exists() for path in (self.program, *self.scripts))


@contextmanager
def running(app: App) -> Iterator[str]:
    """The application's address. It is started with a folder of its own, which goes with it."""
    with TemporaryDirectory(prefix=f"bench-{app.name}-") as made:
        folder = Path(made)
        app.seed(folder)
        port = free_port()
        with (folder / "app.log").open("w+") as log, _process(app, folder, port, log) as process:
            address = f"http://127.0.0.1:{port}"
            _wait(app, address, process, log)
            yield address


@contextmanager
def _process(app: App, folder: Path, port: int, log: IO[str]) -> Iterator[subprocess.Popen[bytes]]:
    words = [str(app.program), *app.words(folder, port)]
    process = subprocess.Popen(  # noqa: S603 the words are ours
        words,
        cwd=folder,
        env=_environment(folder) | dict(app.variables),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours, so that no settings of whoever runs this change a page."""
    return {
        "HOME": str(folder),
        "PATH": f"{INSTALLED}:{os.defpath}",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT),
    }


def _wait(app: App, address: str, process: subprocess.Popen[bytes], log: IO[str]) -> None:
    tries = Retrying(
        retry=retry_if_exception_type(httpx.HTTPError),
        wait=wait_fixed(0.1),
        stop=stop_after_delay(PATIENCE),
        reraise=True,
    )
    try:
        for attempt in tries:
            with attempt:
                if process.poll() is not None:
                    raise NotUpError(f"{app.name} ended with {process.returncode}: {_last(log)}")
                httpx.get(address + app.ready, timeout=5).raise_for_status()
    except httpx.HTTPError as error:
        raise NotUpError(f"{app.name}: {error!r}: {_last(log)}") from error


def _last(log: IO[str]) -> str:
    log.seek(0)
    return log.read()[-1000:]
