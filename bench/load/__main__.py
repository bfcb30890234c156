"""`python -m bench.load`: 200 people follow their sessions, 50 of them wait for an answer."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer

from bench.load.crowd import Plan, run
from bench.load.found import report
from bench.results import write_section

ROOT: Final = Path(__file__).resolve().parents[2]


def main(
    sessions: Annotated[int, typer.Option(help="Each followed by a client.")] = 200,
    turns: Annotated[int, typer.Option(help="In all.")] = 2000,
    at_once: Annotated[int, typer.Option(help="Turns in flight.")] = 50,
    workers: Annotated[int, typer.Option(help="Whose model and browser answer at once.")] = 2,
    drop: Annotated[
        float, typer.Option(help="The share of events after which a client hangs up.")
    ] = 0.02,
    write: Annotated[bool, typer.Option(help="Write RESULTS.md, here and in bench/.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Real API, Redis, Celery and streams; fails where an event is lost, doubled or misplaced."""
    plan = Plan(sessions=sessions, turns=turns, at_once=at_once, workers=workers, drop=drop)
    with TemporaryDirectory() as folder:
        found = asyncio.run(run(plan, Path(folder)))
    lines = list(report(found))
    typer.echo("\n".join(lines))
    if not found.is_gapless:
        wrong = (*found.lost, *found.doubled, *found.misplaced)
        typer.echo("\n".join(("", "Not gapless:", *wrong[:20])))
        raise typer.Exit(1)
    if write:
        for results in (ROOT / "bench/load/RESULTS.md", ROOT / "bench/RESULTS.md"):
            write_section(results, "make bench-load", lines)


if __name__ == "__main__":
    typer.run(main)
