"""`python -m bench.recovery.warm`: what a turn waits for its page, kept, restored, or new."""

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from rich.progress import track

from bench.process import Server, running
from bench.recovery.house import Desk, House, a_session, desk, house
from bench.results import write_section
from errands.contracts.ids import SessionId
from errands.telemetry.labels import ContextOrigin
from learning.demo_web import free_port
from services.worker.warm import LIMIT
from sites.together import HOST

ROOT: Final = Path(__file__).resolve().parents[2]
AGO: Final = LIMIT + 1
"""A session that so many others came after has lost its context."""

SEARCH: Final = "results?city=Lisbon&check_in=2030-05-04&check_out=2030-05-07&guests=2"


@dataclass(slots=True)
class Found:
    seconds: dict[ContextOrigin, list[float]] = field(
        default_factory=lambda: {origin: [] for origin in ContextOrigin}
    )


def main(
    rounds: Annotated[int, typer.Option(help="Turns of each kind, by turns.")] = 30,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Real API, Redis, Celery, Chromium and hotel site; the model answers at once."""
    found = Found()
    with TemporaryDirectory() as name:
        folder = Path(name)
        with hotels(folder) as host, house(folder / "house") as place:
            asyncio.run(_measure(found, place, host, rounds))
    lines = list(_report(found, rounds))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-warm", lines)


@contextmanager
def hotels(folder: Path) -> Iterator[str]:
    """The host of the hotel site."""
    port = free_port()
    words = ("hotels", "--database", str(folder / "hotels.db"), "--port", str(port))
    server = Server(
        name="the hotel site",
        words=[sys.executable, "-m", "sites.server", *words],
        ready=f"http://{HOST}:{port}/healthz",
        patience=60,
        log=folder / "hotels.log",
    )
    with running(server):
        yield f"{HOST}:{port}"


async def _measure(found: Found, place: House, host: str, rounds: int) -> None:
    place.instant_worker(chromium=True)
    async with desk(place) as at:
        # The first turn waits for Chromium itself; sessions before the first round can be gone
        # back to in it.
        sessions = [await _begun(at, host) for _ in range(AGO)]
        for session in sessions:
            await _seconds(place, at, session)
        for number in track(range(rounds), "rounds"):
            sessions.append(await _begun(at, host))
            for origin, session in (
                (ContextOrigin.NEW, sessions[-1]),
                (ContextOrigin.KEPT, sessions[-1]),
                (ContextOrigin.RESTORED, sessions[number]),
            ):
                found.seconds[origin].append(await _seconds(place, at, session))


async def _begun(at: Desk, host: str) -> SessionId:
    session = a_session(f"http://{host}/{SEARCH}", host)
    await at.sessions.create(session, {})
    return session.id


async def _seconds(place: House, at: Desk, session: SessionId) -> float:
    """From the POST of a turn to the worker's first look at the page."""
    begun = time.time()
    answer = await at.client.post(f"/v1/sessions/{session}/turns", json={"message": "Go on"})
    turn = answer.raise_for_status().json()["id"]
    path = f"/v1/sessions/{session}/turns/{turn}"
    ended = await at.client.get(path, params={"wait": 60})
    if ended.raise_for_status().json()["status"] != "said":
        raise RuntimeError(ended.text)
    return min(seen for seen in place.times() if seen >= begun) - begun


def _report(found: Found, rounds: int) -> Iterator[str]:
    yield "Real API, Redis, Celery, Chromium and hotel site; the model answers at once. Seconds"
    yield f"from a turn's POST to the worker's first look at its page, {rounds} of each, by turns."
    yield ""
    yield "| the session's context | median s | 90% within s | times a kept one |"
    yield "|---|---:|---:|---:|"
    kept = median(found.seconds[ContextOrigin.KEPT])
    for origin in (ContextOrigin.KEPT, ContextOrigin.RESTORED, ContextOrigin.NEW):
        seconds = sorted(found.seconds[origin])
        most = seconds[int(0.9 * (len(seconds) - 1))]
        yield f"| {origin} | {median(seconds):.3f} | {most:.3f} | {median(seconds) / kept:.1f} |"
    yield ""
    yield f"The load was {os.getloadavg()[1]:.0f} on {os.cpu_count()} cores."


if __name__ == "__main__":
    typer.run(main)
