"""`python -m bench.capacity`: how many workers and model servers so many people need."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bench.capacity.curves import Points, draw
from bench.capacity.service import BOOKING, TWO_CORES
from bench.capacity.simulation import Fleet, quantile, simulate
from bench.capacity.sizing import LONGEST_WAIT, SLOWEST_ANSWER, Sized, size
from bench.results import write_section

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = (10, 30, 100, 300)
"""Beyond that all grows in step: a fleet is many small ones."""
ON_ONE = (2, 4, 6, 8, 10, 12, 16, 20)
SHARES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


def main(
    write: Annotated[bool, typer.Option(help="Renew RESULTS.md and the pictures.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Simulates with measured times; bench/capacity/check.py holds it to a real run."""
    sized = [size(people, BOOKING, TWO_CORES) for people in track(PEOPLE, "sizes")]
    lines = list(_report(sized))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-capacity", lines)
        _pictures(sized)


def _report(sized: list[Sized]) -> Iterator[str]:
    yield "By simulation, with the times of `make bench-step` and `make bench-multi-lora`: a model"
    yield f"server of two cores, {BOOKING.steps:g} steps a turn, {BOOKING.thinks:g} s of thought"
    yield f"between turns. The fewest servers whose answers take at most {SLOWEST_ANSWER:g} s for"
    yield "19 of 20, then the fewest workers for which 19 of 20 messages wait at most"
    yield f"{LONGEST_WAIT:g} s."
    yield ""
    yield (
        "| people | model servers | workers | wait, p95, s | answer, p95, s | turn, median, s"
        " | turn, p95, s | steps/s | workers busy | servers busy |"
    )
    yield "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    for one in sized:
        fleet, seen = one.fleet, one.seen
        yield (
            f"| {fleet.sessions} | {fleet.servers} | {fleet.workers} "
            f"| {quantile(seen.waits, 0.95):.2f} | {quantile(seen.asked, 0.95):.2f} "
            f"| {quantile(seen.turns, 0.5):.1f} | {quantile(seen.turns, 0.95):.1f} "
            f"| {seen.steps / seen.seconds:.1f} | {seen.worker_share:.0%} "
            f"| {seen.server_share:.0%} |"
        )


def _pictures(sized: list[Sized]) -> None:
    folder = ROOT / "docs/capacity"
    answers = [(float(people), _answer(people)) for people in track(ON_ONE, "one server")]
    draw(
        folder / "one-server.svg",
        "One model server of two cores",
        "people",
        "answer of the model, p95, s",
        {"simulated": answers},
        SLOWEST_ANSWER,
    )
    waits = {
        f"{one.fleet.sessions} people, {one.fleet.servers} servers": _waits(one)
        for one in sized
        if one.fleet.sessions in {30, 100}
    }
    draw(
        folder / "workers.svg",
        "Workers a person",
        "workers a person",
        "wait for a worker, p95, s",
        waits,
        LONGEST_WAIT,
    )


def _answer(people: int) -> float:
    fleet = Fleet(sessions=people, workers=people, servers=1)
    return quantile(simulate(fleet, BOOKING, TWO_CORES).asked, 0.95)


def _waits(one: Sized) -> Points:
    """From a hundredth of a second up: the scale has no 0."""
    points = []
    for share in SHARES:
        workers = max(1, round(share * one.fleet.sessions))
        seen = simulate(replace(one.fleet, workers=workers), BOOKING, TWO_CORES, seconds=150)
        points.append((share, max(0.01, quantile(seen.waits, 0.95))))
    return points


if __name__ == "__main__":
    typer.run(main)
