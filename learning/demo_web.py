"""The demo sites as processes, for as long as a learning step needs them."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from errands.agent.view.lens import Lens
from errands.contracts.ports import Browsers, Clock
from learning.converse import Place
from sites.hotels.store import HotelStore

_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoWeb:
    """Addresses of the running sites, and the hotel site's state."""

    start: str
    hotels: str
    store: HotelStore

    def start_url(self, visitor: str) -> str:
        return f"{self.start}/?visit={visitor}"

    def place(self, visitor: str, browsers: Browsers, clock: Clock, lens: Lens) -> Place:
        """Where a conversation of this visitor happens."""
        return Place(
            start_url=self.start_url(visitor),
            hosts=self.hosts,
            browsers=browsers,
            clock=clock,
            lens=lens,
        )

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(url.removeprefix("http://") for url in (self.start, self.hotels))


@asynccontextmanager
async def demo_web(folder: Path, today: date) -> AsyncIterator[DemoWeb]:
    """Starts both sites on free loopback ports; ends them on the way out."""
    start_port, hotels_port = free_port(), free_port()
    start, hotels = (f"http://127.0.0.1:{port}" for port in (start_port, hotels_port))
    database = folder / "hotels.db"
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 once, before anything runs
    commands = (
        ("start", "--port", str(start_port), "--hotels-url", hotels),
        ("hotels", "--port", str(hotels_port), "--database", str(database), "--today", str(today)),
    )
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sites.server",
            *arguments,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        for arguments in commands
    ]
    try:
        await asyncio.gather(*(_answers(url) for url in (start, hotels)))
        yield DemoWeb(start=start, hotels=hotels, store=HotelStore(database))
    finally:
        for process in processes:
            process.terminate()
        await asyncio.gather(*(process.wait() for process in processes))


async def _answers(url: str) -> None:
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    async with httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"{url}/healthz")).is_success:
                    return
            except httpx.TransportError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
