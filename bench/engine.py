"""Model servers of ours on loopback ports, and the adapters they are given."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.process import Server, running
from learning.demo_web import free_port
from services.inference.engine_client import VllmEngine

_START_SECONDS = 240.0
_LOAD_SECONDS = 60.0


@contextmanager
def engine(flags: Sequence[str], log: Path) -> Iterator[str]:
    """The address of a server that was started with `flags` and answers.

    Raises:
        NotUpError: it ended, or is silent for too long.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = Server(
        name="the model server",
        words=[sys.executable, "-m", "services.inference", "--port", str(port), *flags],
        ready=f"{address}/health",
        patience=_START_SECONDS,
        log=log,
    )
    with running(server):
        yield address


async def load(address: str, adapters: Mapping[str, Path]) -> None:
    """Makes each adapter's folder answer under its name."""
    async with httpx.AsyncClient(base_url=address, timeout=_LOAD_SECONDS) as client:
        for name, folder in adapters.items():
            await VllmEngine(client).load(name, folder.resolve())
