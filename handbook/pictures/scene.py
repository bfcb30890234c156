"""A small Errands for pictures: Redis, API, the demo sites, and one worker that needs no model."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from errands.client import Errands
from handbook.pictures.errand import errand
from stack.layout import ROOT, Layout, Ports

_PATIENCE: Final = 600.0
_FAREWELL: Final = 90.0
_SERVERS: Final = ("redis", "start", "hotels", "api")
_READY: Final = ("start page", "hotel site", "API")


class NotAskedError(Exception):
    """The conversation came to another end than pictures are to show."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Running processes; `worker` ends before the rest, and what it recorded is there then."""

    layout: Layout
    worker: ExitStack

    def key(self, *whose: str) -> str:
        """A new key, of `--tenant NAME` or `--labeler NAME`."""
        made = subprocess.run(  # noqa: S603 our own module
            [sys.executable, "-m", "services.api.keys", "create", *whose],
            env=self.layout.environment(),
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        return made.stdout.strip()


@contextmanager
def running(folder: Path) -> Iterator[Scene]:
    """Until the block ends; nothing of it is left behind."""
    layout = Layout(ports=Ports.free(), folder=folder)
    with ExitStack() as servers, ExitStack() as worker:
        for name in _SERVERS:
            servers.enter_context(_process(layout, name, layout.commands()[name]))
        command = [sys.executable, "-m", "handbook.pictures.worker", "pictures"]
        worker.enter_context(_process(layout, "worker", command))
        for name in (*_READY, "worker"):
            _wait_until_up(layout.checks()[name])
        yield Scene(layout, worker)


def talk_until_asked(scene: Scene, key: str) -> str:
    """Says what the person wants, until a yes is wanted; returns the session.

    Raises:
        NotAskedError: none is.
    """
    script, layout = errand(), scene.layout
    hosts = [url.removeprefix("http://") for url in (layout.start, layout.hotels)]
    with Errands(layout.api, key) as client:
        opened = client.create_session(layout.start, profile=script.profile, allowed_hosts=hosts)
        turn = client.say(opened.id, script.opening)
    if not turn.needs_yes:
        raise NotAskedError(f"{turn.stop_reason}: {turn.reply}")
    return opened.id


@contextmanager
def _process(layout: Layout, name: str, command: Sequence[str]) -> Iterator[None]:
    logs = layout.folder / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    environment = layout.environment() | {"ERRANDS_RECORDINGS_PICTURES": "true"}
    with (logs / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 our own commands
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(_FAREWELL)
            process.kill()
            process.wait()


@retry(
    retry=retry_if_exception_type(httpx.HTTPError),
    wait=wait_fixed(0.2),
    stop=stop_after_delay(_PATIENCE),
    reraise=True,
)
def _wait_until_up(address: str) -> None:
    httpx.get(address, timeout=5).raise_for_status()
