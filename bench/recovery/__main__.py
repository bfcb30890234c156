"""`python -m bench.recovery`: what a turn costs beside the work itself, and what a death costs."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer
from rich.progress import track

from bench.recovery.deaths import DEATHS, Death, seconds_to_the_next_step
from bench.recovery.house import Desk, House, a_session, desk, house
from bench.recovery.instant import BARE
from bench.results import write_section
from errands.backends.celery_hints import celery_app
from errands.contracts.ids import SessionId
from errands.contracts.tasks import SHARED_QUEUE
from errands.contracts.turn import TurnStatus

ROOT: Final = Path(__file__).resolve().parents[2]
AT_ONCE: Final = 16
SETTLE: Final = 2.0
"""Seconds after a worker's first turn, in which it does nothing else any more."""


@dataclass(slots=True)
class Found:
    bare: list[float] = field(default_factory=list)
    turn: list[float] = field(default_factory=list)
    http: list[float] = field(default_factory=list)
    post: list[float] = field(default_factory=list)
    commands: float = 0
    """That Redis was sent for a turn, from its POST to its end, the broker's too."""
    rates: dict[int, float] = field(default_factory=dict)
    stored: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    deaths: dict[Death, list[float]] = field(default_factory=dict)


def main(
    rounds: Annotated[int, typer.Option(help="Turns and bare tasks, one after the other.")] = 200,
    turns: Annotated[int, typer.Option(help="For each number of workers.")] = 400,
    most: Annotated[int, typer.Option(help="Stored sessions in the end.")] = 100_000,
    deaths: Annotated[int, typer.Option(help="Of each kind.")] = 5,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Real Redis, API, Celery and, for the deaths, Chromium; models that are scripted."""
    found = Found()
    with TemporaryDirectory() as folder:
        asyncio.run(_measure(found, Path(folder), rounds, turns, most))
        for death in DEATHS:
            found.deaths[death] = [
                asyncio.run(seconds_to_the_next_step(Path(folder) / f"{death}-{number}", death))
                for number in track(range(deaths), f"death of the {death}")
            ]
    lines = list(_report(found, rounds, turns))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-recovery", lines)


async def _measure(found: Found, folder: Path, rounds: int, turns: int, most: int) -> None:
    with house(folder / "instant") as place:
        async with desk(place) as at:
            await _overhead(found, place, at, rounds)
            await _stored(found, place, at, most)
            await _rates(found, place, at, turns)


async def _overhead(found: Found, place: House, at: Desk, rounds: int) -> None:
    """In turns, so that both have the same machine."""
    worker = place.instant_worker()
    app = celery_app(place.environment["ERRANDS_BROKER_URL"], "errands-bench")
    session = await _new(at)
    await _said(at, session)
    await asyncio.sleep(SETTLE)
    for _ in track(range(rounds), "overhead"):
        begun = time.time()
        await asyncio.to_thread(app.send_task, BARE, queue=SHARED_QUEUE)
        found.bare.append(await _first(place, begun))
        begun = time.time()
        await at.client.get("/readyz")
        found.http.append(time.time() - begun)
        sent, begun = await at.commands(), time.time()
        turn = await _post(at, session)
        found.post.append(time.time() - begun)
        found.turn.append(await _first(place, begun))
        await _ended(at, session, turn)
        found.commands += (await at.commands() - sent) / rounds
    app.close()
    place.end([worker])


async def _stored(found: Found, place: House, at: Desk, most: int) -> None:
    """Milliseconds of a POST, of a turn until it has ended, and of a look for orphans."""
    worker = place.instant_worker()
    await _said(at, await _new(at))
    stored, goal = 0, 100
    while goal <= most:
        while stored < goal:
            some = min(200, goal - stored)
            await asyncio.gather(*(_new(at) for _ in range(some)))
            stored += some
        posts, ends, looks = [], [], []
        for _ in track(range(50), f"{goal} sessions"):
            session = await _new(at)
            begun = time.perf_counter()
            turn = await _post(at, session)
            posts.append(time.perf_counter() - begun)
            await _ended(at, session, turn)
            ends.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            await at.leases.waiting()
            looks.append(time.perf_counter() - begun)
        found.stored[goal] = (median(posts), median(ends), median(looks))
        goal *= 10
    place.end([worker])


async def _rates(found: Found, place: House, at: Desk, turns: int) -> None:
    """Turns a second, all posted at once, over twenty sessions a worker."""
    for workers in (1, 2, 4):
        crew = [place.instant_worker() for _ in range(workers)]
        for _ in crew:
            await _said(at, await _new(at))
        await asyncio.sleep(SETTLE)
        sessions = [await _new(at) for _ in range(20 * workers)]
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(session: SessionId, gate: asyncio.Semaphore = gate) -> None:
            async with gate:
                turn = await _post(at, session)
                await _ended(at, session, turn)

        begun = time.perf_counter()
        await asyncio.gather(*(one(sessions[n % len(sessions)]) for n in range(turns)))
        found.rates[workers] = turns / (time.perf_counter() - begun)
        place.end(crew)


async def _new(at: Desk) -> SessionId:
    session = a_session()
    await at.sessions.create(session, {})
    return session.id


async def _post(at: Desk, session: SessionId) -> str:
    answer = await at.client.post(f"/v1/sessions/{session}/turns", json={"message": "Go on"})
    return str(answer.raise_for_status().json()["id"])


async def _ended(at: Desk, session: SessionId, turn: str) -> None:
    answer = await at.client.get(f"/v1/sessions/{session}/turns/{turn}", params={"wait": 60})
    status = answer.raise_for_status().json()["status"]
    if status != TurnStatus.SAID:
        raise RuntimeError(f"The turn is {status}.")


async def _said(at: Desk, session: SessionId) -> None:
    await _ended(at, session, await _post(at, session))


async def _first(place: House, after: float) -> float:
    """Seconds until something was seen."""
    while True:
        for at in place.times():
            if at >= after:
                return at - after
        await asyncio.sleep(0.002)


def _report(found: Found, rounds: int, turns: int) -> Iterator[str]:
    yield from _overhead_told(found, rounds)
    yield "| workers | turns a second |"
    yield "|---:|---:|"
    for workers, rate in found.rates.items():
        yield f"| {workers} | {rate:.0f} |"
    yield ""
    yield f"{turns} turns were posted over 20 sessions a worker, {AT_ONCE} at a time."
    yield ""
    yield "| stored sessions | POST, ms | turn, ms | look for orphans, ms |"
    yield "|---:|---:|---:|---:|"
    for stored, (post, end, look) in found.stored.items():
        yield f"| {stored:,} | {1000 * post:.1f} | {1000 * end:.1f} | {1000 * look:.1f} |"
    yield ""
    yield "A look asks each session that had a turn within the last minute, here 50 more a row; how"
    yield "many are stored it doesn't meet."
    yield ""
    yield "| killed in the middle of a turn, with Chromium | seconds to its next step | longest |"
    yield "|---|---:|---:|"
    for death, seconds in found.deaths.items():
        yield f"| {death.words} | {median(seconds):.1f} | {max(seconds):.1f} |"
    yield ""
    yield f"To reach: 1 s for the child, 10 s for the worker. The load was {os.getloadavg()[1]:.0f}"
    yield f"on {os.cpu_count()} cores."


def _overhead_told(found: Found, rounds: int) -> Iterator[str]:
    bare, turn = median(found.bare), median(found.turn)
    yield "Real API, Redis and Celery; the model and the browser answer at once."
    yield ""
    yield f"| {rounds} of each, one after the other | median ms | 90% within ms |"
    yield "|---|---:|---:|"
    yield f"| a bare Celery task, from sending to its first line | {_row(found.bare)} |"
    yield f"| the API's answer to a probe, with one look at Redis | {_row(found.http)} |"
    yield f"| the answer to a turn's POST | {_row(found.post)} |"
    yield f"| a turn, from its POST to the worker's first look at the page | {_row(found.turn)} |"
    yield ""
    yield f"A turn takes {turn / bare:.1f} times as long as a task (to reach: 1.5). Redis is sent"
    yield f"{found.commands:.0f} commands for it until its end, those within scripts too."
    yield ""


def _row(seconds: Sequence[float]) -> str:
    sorted_ = sorted(seconds)
    return f"{1000 * median(sorted_):.1f} | {1000 * sorted_[int(0.9 * (len(sorted_) - 1))]:.1f}"


if __name__ == "__main__":
    typer.run(main)
