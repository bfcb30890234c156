"""The demo sites as one process, for as long as a learning step needs them."""

import asyncio
import socket
import sys
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
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
from sites.start.catalogue import Name
from sites.together import HOST, Plan, PlannedSite, PlannedStart

_START_SECONDS = 180.0
"""Long, for a machine that a training is busy on."""


class SiteEndedError(Exception):
    """The sites' process ended before it answered."""


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
    """Serves what the scripts need on free loopback ports; ends it on the way out.

    Raises:
        SiteEndedError: a site could not be made.
    """
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 once, before anything runs
    linked: dict[int, set[Look]] = defaultdict(set)
    for script in scripts:
        linked[script.variant].update(looks(script))
    every = sorted({look for needed in linked.values() for look in needed})
    ports = iter(free_ports(len(every) + len(linked)))
    sites = {look: _planned(look, next(ports), folder, today) for look in every}
    starts = {
        variant: PlannedStart(
            port=next(ports),
            urls={Name(look.site): _url(sites[look].port) for look in sorted(needed)},
        )
        for variant, needed in linked.items()
    }
    plan = Plan(sites=tuple(sites.values()), starts=tuple(starts.values()))
    async with _served(plan, folder / "plan.json"):
        yield DemoWeb(
            {variant: _url(start.port) for variant, start in starts.items()},
            {look: RunningSite(_url(site.port), site.database) for look, site in sites.items()},
        )


def _planned(look: Look, port: int, folder: Path, today: date) -> PlannedSite:
    return PlannedSite(
        name=Name(look.site),
        port=port,
        database=folder / f"{look.site}-{look.variant}.db",
        today=today,
        variant=look.variant,
    )


def _url(port: int) -> str:
    return f"http://{HOST}:{port}"


@asynccontextmanager
async def _served(plan: Plan, file: Path) -> AsyncIterator[None]:
    file.write_text(plan.model_dump_json())  # noqa: ASYNC240 once, before anything runs
    command = (sys.executable, "-m", "sites.together", str(file))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    try:
        for port in (*(site.port for site in plan.sites), *(start.port for start in plan.starts)):
            await _answers(_url(port), process)
        yield
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _answers(url: str, process: Process) -> None:
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    async with httpx.AsyncClient() as client:
        while True:
            if process.returncode is not None:
                raise SiteEndedError("the demo sites ended before they answered; why stands above")
            try:
                if (await client.get(f"{url}/healthz")).is_success:
                    return
            except httpx.TransportError:
                if asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(0.1)


def free_port() -> int:
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """So many different ones."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((HOST, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
