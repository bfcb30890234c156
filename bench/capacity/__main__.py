"""`python -m bench.capacity`: how many workers and model servers so many people need."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bench.capacity import reading_on
from bench.capacity.curves import Points, draw
from bench.capacity.measured import RESULTS, Measured
from bench.capacity.routing import Routing
from bench.capacity.service import SERVER_CORES
from bench.capacity.simulation import Fleet, Seen, quantile
from bench.capacity.sizing import LONGEST_WAIT, RUNS, SLOWEST_ANSWER, Sized, size, watched
from bench.results import write_section

PICTURES = Path(__file__).resolve().parents[2] / "docs/capacity"
PEOPLE = (10, 30, 100, 300)
"""Beyond that all grows in step: a fleet is many small ones."""
COMPARED = 100
"""People whose fleet is sized for each routing."""
ON_ONE = (2, 4, 6, 8, 10, 12, 16, 20)
SHARES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


def main(
    write: Annotated[bool, typer.Option(help="Renew RESULTS.md and the pictures.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Simulates with measured times; bench/capacity/check.py holds it to a real run."""
    measured = Measured.on_record()
    sized = [size(people, measured) for people in track(PEOPLE, "sizes")]
    others = [routing for routing in Routing if routing is not Routing.KEPT]
    compared = [one for one in sized if one.fleet.sessions == COMPARED]
    compared += [size(COMPARED, measured, routing) for routing in track(others, "routings")]
    lines = list(_report(measured, sized, compared))
    typer.echo("\n".join(lines))
    if write:
        write_section(RESULTS, "make bench-capacity", lines)
        _pictures(sized, measured)


def _report(measured: Measured, sized: Sequence[Sized], compared: Sequence[Sized]) -> Iterator[str]:
    errand = measured.errand
    yield f"By simulation: model servers of {SERVER_CORES} cores, {errand.steps:g} steps a turn and"
    yield f"{errand.thinks:g} s of thought between turns (guesses), and what is on record:"
    yield ""
    yield from measured.told()
    yield ""
    yield "The fewest servers, then the fewest workers, with which 19 of 20 answers take at most"
    yield f"{SLOWEST_ANSWER:g} s and 19 of 20 messages wait at most {LONGEST_WAIT:g} s, each with"
    yield f"its error (95%, {RUNS} runs). Questions go by {Routing.KEPT.value}, as deployed."
    yield ""
    yield (
        "| people | model servers | workers | wait, p95, s | answer, p95, s | turn, median, s"
        " | turn, p95, s | steps/s | workers busy | servers busy |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one in sized:
        yield f"| {one.fleet.sessions} | {_row(one)} |"
    yield ""
    yield f"The same for {COMPARED} people, by how a question finds its server:"
    yield ""
    yield (
        "| routing | model servers | workers | wait, p95, s | answer, p95, s | turn, median, s"
        " | turn, p95, s | steps/s | workers busy | servers busy |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one in compared:
        yield f"| {one.fleet.routing.value} | {_row(one)} |"
    yield ""
    redis = reading_on.Redis.on_record(RESULTS.read_text())
    yield from reading_on.told(sized[-1], redis)


def _row(one: Sized) -> str:
    half, most = (one.mean_of(partial(_turn, share)) for share in (0.5, 0.95))
    steps = one.mean_of(lambda seen: seen.steps / seen.seconds)
    workers = one.mean_of(lambda seen: seen.worker_share)
    servers = one.mean_of(lambda seen: seen.server_share)
    cells = (
        f"{one.fleet.servers}",
        f"{one.fleet.workers}",
        f"{one.wait}",
        f"{one.answer}",
        f"{half:.1f}",
        f"{most:.1f}",
        f"{steps:.1f}",
        f"{workers:.0%}",
        f"{servers:.0%}",
    )
    return " | ".join(cells)


def _turn(share: float, seen: Seen) -> float:
    return quantile(seen.turns, share)


def _pictures(sized: Sequence[Sized], measured: Measured) -> None:
    answers = [(float(people), _answer(people, measured)) for people in track(ON_ONE, "one server")]
    draw(
        PICTURES / "one-server.svg",
        f"One model server of {SERVER_CORES} cores",
        "people",
        "answer of the model, p95, s",
        {"simulated": answers},
        SLOWEST_ANSWER,
    )
    waits = {
        f"{one.fleet.sessions} people, {one.fleet.servers} servers": _waits(one, measured)
        for one in sized
        if one.fleet.sessions in {30, 100}
    }
    draw(
        PICTURES / "workers.svg",
        "Workers a person",
        "workers a person",
        "wait for a worker, p95, s",
        waits,
        LONGEST_WAIT,
    )


def _answer(people: int, measured: Measured) -> float:
    return watched(Fleet(sessions=people, workers=people, servers=1), measured).answer.mean


def _waits(one: Sized, measured: Measured) -> Points:
    """From a hundredth of a second up: the scale has no 0."""
    points = []
    for share in track(SHARES, f"workers for {one.fleet.sessions}"):
        workers = max(1, round(share * one.fleet.sessions))
        seen = watched(replace(one.fleet, workers=workers), measured)
        points.append((share, max(0.01, seen.wait.mean)))
    return points


if __name__ == "__main__":
    typer.run(main)
