"""The demo sites as processes, for as long as a learning step needs them."""

import asyncio
import socket
import sys
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import httpx

from errands.agent.view.lens import Lens
from errands.contracts.ports import Browsers, Clock
from learning.converse import Place
from learning.practice import Done
from learning.repertoire import PRACTICES
from learning.script import Script
from learning.wishes.site import SiteName

_START_SECONDS = 90.0
"""Long, for a machine that a training is busy on."""
_STARTING = 4
"""Processes that start at the same time; more would wait for each other."""


class SiteEndedError(Exception):
    """A site's process ended before it answered."""


class Look(NamedTuple):
    """A site in one of its variants."""

    site: SiteName
    variant: int


@dataclass(frozen=True, slots=True)
class RunningSite:
    url: str
    database: Path


@dataclass(frozen=True, slots=True)
class DemoWeb:
    """Running sites, and for each variant a start page that links all of them that look so."""

    starts: Mapping[int, str]
    sites: Mapping[Look, RunningSite]

    def place(self, script: Script, browsers: Browsers, clock: Clock, lens: Lens) -> Place:
        """Where this script is played: the start page, and the sites that it needs."""
        start = self.starts[script.variant]
        needed = (start, *(self.sites[look].url for look in looks(script)))
        return Place(
            start_url=f"{start}/?visit={script.known_as}",
            hosts=tuple(url.removeprefix("http://") for url in needed),
            browsers=browsers,
            clock=clock,
            lens=lens,
        )

    def done(self, script: Script, told: Sequence[str]) -> Done:
        """What came of this script's conversation by now."""
        return {
            look.site: PRACTICES[look.site].deeds(self.sites[look].database, script.known_as, told)
            for look in looks(script)
        }


def looks(script: Script) -> tuple[Look, ...]:
    """What a script needs."""
    sites = dict.fromkeys(errand.site for errand in script.errands)
    return tuple(Look(s, script.variant if PRACTICES[s].varies else 0) for s in sites)


@asynccontextmanager
async def demo_web(folder: Path, today: date, scripts: Iterable[Script]) -> AsyncIterator[DemoWeb]:
    """Starts what the scripts need on free loopback ports; ends it on the way out."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 once, before anything runs
    linked: dict[int, set[Look]] = defaultdict(set)
    for script in scripts:
        linked[script.variant].update(looks(script))
    ports = {look: free_port() for needed in linked.values() for look in needed}
    sites = {
        look: RunningSite(f"http://127.0.0.1:{port}", folder / f"{look.site}-{look.variant}.db")
        for look, port in ports.items()
    }
    starting = _Starting(asyncio.Semaphore(_STARTING), [])
    try:
        async with asyncio.TaskGroup() as group:
            for look, site in sites.items():
                group.create_task(starting.site(look, site, ports[look], today))
            pages = {
                variant: group.create_task(
                    starting.start_page({look.site: sites[look].url for look in sorted(needed)})
                )
                for variant, needed in linked.items()
            }
        yield DemoWeb({variant: page.result() for variant, page in pages.items()}, sites)
    finally:
        for process in starting.processes:
            if process.returncode is None:
                process.terminate()
        await asyncio.gather(*(process.wait() for process in starting.processes))


@dataclass(frozen=True, slots=True)
class _Starting:
    """Starts servers, a few at a time, and knows which there are to be ended."""

    room: asyncio.Semaphore
    processes: list[Process]

    async def site(self, look: Look, site: RunningSite, port: int, today: date) -> None:
        arguments = ["--port", str(port), "--database", str(site.database), "--today", str(today)]
        if look.variant:  # a site that has no variants knows no such option
            arguments += ["--variant", str(look.variant)]
        await self._serve(look.site, arguments, site.url)

    async def start_page(self, urls: Mapping[SiteName, str]) -> str:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        links = [part for site, address in urls.items() for part in (f"--{site}-url", address)]
        await self._serve("start", ["--port", str(port), *links], url)
        return url

    async def _serve(self, name: str, arguments: list[str], url: str) -> None:
        async with self.room:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "sites.server",
                name,
                *arguments,
                stdout=asyncio.subprocess.DEVNULL,
            )
            self.processes.append(process)
            await _answers(url, process)


async def _answers(url: str, process: Process) -> None:
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    async with httpx.AsyncClient() as client:
        while True:
            if process.returncode is not None:
                raise SiteEndedError(
                    f"the site for {url} ended before it answered; it says why above"
                )
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
