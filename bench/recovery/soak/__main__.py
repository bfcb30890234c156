"""`python -m bench.recovery.soak`: people talk, processes die by chance, and nothing is lost."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from rich.progress import track

from bench.recovery.house import Desk, House, desk, house
from bench.recovery.soak.audit import faults_of
from bench.recovery.soak.growth import Sample, grown, sample
from bench.recovery.soak.killer import Killer
from bench.recovery.soak.pages import MEMORY_HOST, Register, over_http
from bench.recovery.soak.person import Person, a_person
from bench.results import write_section
from errands.backends.folder_files import FolderFiles
from errands.backends.redis_connection import connect
from errands.backends.redis_sessions import RedisSessions
from errands.backends.system_clock import SystemClock
from errands.contracts.files import FileLimits
from errands.telemetry.logging import configure_logging
from services.worker.forgetting import Forgetting

ROOT: Final = Path(__file__).resolve().parents[3]
LONGEST: Final = 1140.0
"""Seconds for the whole of it."""
QUIET_SECONDS: Final = 120.0


@dataclass(slots=True)
class Found:
    turns: int = 0
    lost: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    deaths: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    turns: int
    sessions: int
    waves: int
    chromium: float
    workers: int
    seed: int


def main(
    turns: Annotated[int, typer.Option(help="In all.")] = 2000,
    sessions: Annotated[int, typer.Option(help="In all.")] = 200,
    waves: Annotated[int, typer.Option(help="Between two of them all is still.")] = 5,
    chromium: Annotated[float, typer.Option(help="The share of sessions in Chromium.")] = 0.1,
    workers: Annotated[int, typer.Option(help="At any time.")] = 2,
    seed: Annotated[int, typer.Option(help="Of who dies, and when.")] = 1,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Real Redis, API, Celery; a share of Chromium. Fails where a turn is lost or a thing grows."""
    configure_logging(json=False, level="WARNING")
    found = Found()
    plan = Plan(
        turns=turns, sessions=sessions, waves=waves, chromium=chromium, workers=workers, seed=seed
    )
    with TemporaryDirectory() as folder:
        asyncio.run(_soak(found, Path(folder), plan))
    lines = list(_report(found, plan))
    typer.echo("\n".join(lines))
    if found.lost or found.faults or grown(found.samples[0], found.samples[-1]):
        typer.echo("\n".join(("FAILED", *found.lost, *found.faults, *found.left_behind)))
        raise typer.Exit(1)
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make soak", lines)


async def _soak(found: Found, folder: Path, plan: Plan) -> None:
    register = Register(folder / "register")
    rules = {"LEASE_SECONDS": "5", "RECONCILE_SECONDS": "1", "KEY_POSTS_A_MINUTE": "0"}
    with over_http(register) as host, house(folder, **rules) as place:
        killer = Killer(place, folder / "register", plan.workers, plan.seed)
        async with asyncio.timeout(LONGEST), desk(place) as at:
            begun = time.monotonic()
            for wave in track(range(plan.waves), "waves"):
                people = await _arrived(at.sessions, plan, wave, host)
                await _talk(people, killer, at)
                await _still(place)
                await _audit(found, people, place, register)
                await _forget(people, folder, at.sessions)
                found.samples.append(await sample(place, killer))
            found.left_behind = killer.left_behind()
            found.seconds = time.monotonic() - begun
        found.deaths = {str(victim): number for victim, number in killer.deaths.items()}


async def _arrived(sessions: RedisSessions, plan: Plan, wave: int, host: str) -> list[Person]:
    """Every tenth, or so many, in Chromium."""
    a_wave, each = plan.sessions // plan.waves, plan.turns // plan.sessions
    real = round(a_wave * plan.chromium)
    return [
        await a_person(host if n < real else MEMORY_HOST, f"w{wave}n{n}", each, sessions)
        for n in range(a_wave)
    ]


async def _talk(people: list[Person], killer: Killer, at: Desk) -> None:
    killing = asyncio.create_task(killer.forever())
    try:
        async with asyncio.TaskGroup() as group:
            for person in people:
                group.create_task(person.talk(at.client))
    finally:
        killing.cancel()
        with suppress(asyncio.CancelledError):
            await killing


async def _still(place: House) -> None:
    """Until nobody works on a session."""
    async with asyncio.timeout(QUIET_SECONDS), connect(place.redis_url) as redis:
        while [key async for key in redis.scan_iter("errands:*:lease")]:  # noqa: ASYNC110 of keys
            await asyncio.sleep(0.1)


async def _audit(found: Found, people: list[Person], place: House, register: Register) -> None:
    bookings = register.bookings()
    for person in people:
        found.turns += len(person.said)
        found.lost += [f"{person.session}: {turn} never ended" for turn in person.lost]
        booked = bookings[person.visitor]
        found.faults += await faults_of(place.redis_url, person.session, person.said, booked)


async def _forget(people: list[Person], folder: Path, sessions: RedisSessions) -> None:
    for person in people:
        await sessions.close(person.session)
    files = FolderFiles(folder / "files", FileLimits())
    forgetting = Forgetting(sessions, files, (), SystemClock(), 0)
    while await sessions.closed(time.time(), 1):
        await forgetting.once()


def _report(found: Found, plan: Plan) -> Iterator[str]:
    yield f"{found.turns} turns over {plan.sessions} sessions, {100 * plan.chromium:.0f}% of them"
    yield f"in Chromium, in {found.seconds:.0f} s with {plan.workers} workers; the model answers"
    yield "at once. All the while something was killed every few seconds:"
    yield ", ".join(f"{victim} {number}" for victim, number in sorted(found.deaths.items())) + "."
    yield ""
    yield f"Turns that never ended: {len(found.lost)}. Sessions' turns, events and bookings that"
    yield f"don't agree: {len(found.faults)}."
    yield ""
    yield "| all sessions forgotten, after wave | " + " | ".join(_names()) + " |"
    yield "|---:" * (1 + len(_names())) + "|"
    for number, one in enumerate(found.samples, 1):
        yield f"| {number} | " + " | ".join(str(getattr(one, f.name)) for f in fields(one)) + " |"
    yield ""
    yield f"The load was {os.getloadavg()[1]:.0f} on {os.cpu_count()} cores."


def _names() -> list[str]:
    return [one.name.replace("_", " ") for one in fields(Sample)]


if __name__ == "__main__":
    typer.run(main)
