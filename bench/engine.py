"""Model servers of ours on loopback ports, for as long as a benchmark needs them."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from learning.demo_web import free_port

_START_SECONDS = 240.0
_STOP_SECONDS = 30.0


class EngineDiedError(RuntimeError):
    """A server ended before it answered; its log says why."""


@contextmanager
def engine(flags: Sequence[str], log: Path) -> Iterator[str]:
    """The address of a server that was started with `flags` and answers.

    Raises:
        EngineDiedError: it ended, or is silent for too long.
    """
    port = free_port()
    command = [sys.executable, "-m", "services.inference", "--port", str(port), *flags]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(timeout=2) as client:
        while not _answers(client, address):
            if process.poll() is not None or time.monotonic() > deadline:
                raise EngineDiedError(f"no model server at {address}; see {log}")
            time.sleep(0.5)


def _answers(client: httpx.Client, address: str) -> bool:
    try:
        return client.get(f"{address}/health").is_success
    except httpx.TransportError:
        return False
