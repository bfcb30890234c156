"""Processes that serve on a loopback port, for as long as a benchmark needs them."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

_FAREWELL = 30.0
_LAST = 1000
"""Characters of a log that are told."""


class NotUpError(Exception):
    """It ended, or didn't answer in time; says what it wrote last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """`ready` answers once it is up, within `patience` seconds."""

    name: str
    words: Sequence[str]
    ready: str
    patience: float
    log: Path
    folder: Path | None = None
    environment: Mapping[str, str] | None = None
    """Of whoever runs this, where it isn't given."""


@contextmanager
def running(server: Server) -> Iterator[None]:
    """Until the block ends.

    Raises:
        NotUpError: it ended, or is silent for too long.
    """
    server.log.parent.mkdir(parents=True, exist_ok=True)
    with server.log.open("w+") as log, _process(server, log) as process:
        _wait(server, process, log)
        yield


@contextmanager
def _process(server: Server, log: IO[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603 the words are ours
        server.words,
        cwd=server.folder,
        env=server.environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_FAREWELL)
        # A server that was still starting leaves the processes it has begun.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes], log: IO[str]) -> None:
    tries = Retrying(
        retry=retry_if_exception_type(httpx.HTTPError),
        wait=wait_fixed(0.1),
        stop=stop_after_delay(server.patience),
        reraise=True,
    )
    try:
        for attempt in tries:
            with attempt:
                if process.poll() is not None:
                    raise NotUpError(f"{server.name} ended with {process.returncode}: {_last(log)}")
                httpx.get(server.ready, timeout=5).raise_for_status()
    except httpx.HTTPError as error:
        raise NotUpError(f"{server.name}: {error!r}: {_last(log)}") from error


def _last(log: IO[str]) -> str:
    log.seek(0)
    return log.read()[-_LAST:]
