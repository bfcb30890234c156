"""`python -m bench.beside`: what the model server does while the machine has other work too."""

import asyncio
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import track

from bench.engine import engine
from bench.results import write_section
from bench.wave import Load, Wave, measure
from errands.contracts.served import SERVED_MODEL_NAME

ROOT = Path(__file__).resolve().parents[2]
WAYS = {"sleep": [], "spin": ["--spin"]}
BUSY = (0, 1, 2)
WAVES = (
    Wave(Load("prefill", 256, 4), 1, (SERVED_MODEL_NAME,)),
    Wave(Load("decode", 32, 16), 1, (SERVED_MODEL_NAME,)),
    Wave(Load("decode", 32, 16), 8, (SERVED_MODEL_NAME,)),
)
LONGEST = 20.0
"""Seconds after which a wave is given up."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    wave: int
    busy: int
    way: str


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")],
    work: Annotated[Path, typer.Option(help="For logs.")] = Path("var/bench/beside"),
    repeats: Annotated[int, typer.Option(help="Of a wave; the median counts.")] = 5,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Two servers, one after the other, beside no, one and two processes that never rest."""
    flags = ["--model", str(model), "--kv-cache-gib", "1"]
    speeds: dict[Cell, float] = {}
    for way, own in WAYS.items():
        with engine([*flags, *own, "--", "--no-enable-lora"], work / f"{way}.log") as address:
            speeds |= asyncio.run(_measure(address, way, repeats))
    lines = list(_report(speeds, repeats))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-beside", lines)


async def _measure(address: str, way: str, repeats: int) -> dict[Cell, float]:
    draw = random.Random(1)  # noqa: S311 prompts, not secrets
    speeds: dict[Cell, float] = {}
    cells = [(number, busy) for busy in BUSY for number in range(len(WAVES))]
    async with httpx.AsyncClient(base_url=address) as client:
        await measure(client, Wave(Load("warm", 64, 8), 2, (SERVED_MODEL_NAME,)), draw)
        for number, busy in track(cells, way):
            with _busy(busy):
                speeds[Cell(number, busy, way)] = await _speed(client, number, repeats, draw)
    return speeds


async def _speed(
    client: httpx.AsyncClient, number: int, repeats: int, draw: random.Random
) -> float:
    """Tokens a second; 0 where it was given up."""
    try:
        async with asyncio.timeout(LONGEST):
            speeds = [await measure(client, WAVES[number], draw) for _ in range(repeats)]
    except TimeoutError:
        return 0
    return statistics.median(speeds)


@contextmanager
def _busy(count: int) -> Iterator[None]:
    """So many other processes that take all the time they get."""
    words = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(words, start_new_session=True) for _ in range(count)]  # noqa: S603 ours
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def _report(speeds: Mapping[Cell, float], repeats: int) -> Iterator[str]:
    yield "The base model alone; its computing threads sleep while they wait for each other (as"
    yield "shipped) or spin for a while first (`--spin`, what libgomp does by itself). Beside them,"
    yield "so many processes run that never rest, each in a login session of its own. Tokens a"
    yield f"second, the median of {repeats} waves; a cell without a number was given up after"
    yield f"{LONGEST:.0f} s."
    yield ""
    yield "| load | requests | others | sleep | spin | sleep / spin |"
    yield "|---|---:|---:|---:|---:|---:|"
    for number, wave in enumerate(WAVES):
        for busy in BUSY:
            pair = [speeds[Cell(number, busy, way)] for way in WAYS]
            yield f"| {wave.load.name} | {wave.requests} | {busy} | {_told(pair)} |"


def _told(pair: Sequence[float]) -> str:
    sleeping, spinning = pair
    ratio = f"{sleeping / spinning:.2f}" if all(pair) else ""
    return " | ".join([*(f"{speed:.0f}" if speed else "" for speed in pair), ratio])


if __name__ == "__main__":
    typer.run(main)
