"""`python -m bench.multi_lora`: what adapters cost, by vLLM's own operators and by ours."""

import asyncio
import random
import statistics
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bench.engine import engine, load
from bench.multi_lora.table import BASE, OURS, STOCK, Cell, report
from bench.random_adapter import make
from bench.results import write_section
from bench.wave import Load, Wave, measure
from errands.contracts.served import SERVED_MODEL_NAME

ROOT = Path(__file__).resolve().parents[2]
LOADS = (Load("prefill", 256, 4), Load("decode", 32, 64))
REQUESTS = (1, 4, 8, 16)
ADAPTERS = (1, 2, 4, 8)
ALL = tuple((adapters, requests) for adapters in ADAPTERS for requests in REQUESTS)
BAR = ((4, 16),)


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")],
    work: Annotated[Path, typer.Option(help="For adapters and logs.")] = Path("var/bench/lora"),
    rank: Annotated[int, typer.Option(help="Of the adapters; shipped ones have 8.")] = 8,
    repeats: Annotated[int, typer.Option(help="Waves of ours and base; the median counts.")] = 3,
    bar: Annotated[bool, typer.Option(help="Only 16 requests over 4 adapters: the bar's.")] = False,  # noqa: FBT002 a flag
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Three servers side by side, every wave sent to each of them in turn."""
    folders = [make(work / f"random-{n}", model, rank, seed=n) for n in range(max(ADAPTERS))]
    common = ["--model", str(model), "--max-loras", str(max(ADAPTERS)), "--kv-cache-gib", "1"]
    flags = {STOCK: ["--stock-lora-ops"], OURS: [], BASE: ["--", "--no-enable-lora"]}
    with ExitStack() as opened:
        addresses = {
            name: opened.enter_context(engine([*common, *own], work / f"{name}.log"))
            for name, own in flags.items()
        }
        cells = asyncio.run(_measure(addresses, folders, repeats, BAR if bar else ALL))
    lines = list(report(cells, LOADS, rank, repeats))
    typer.echo("\n".join(lines))
    if write:
        command = (
            f"python -m bench.multi_lora --model {model} --bar" if bar else "make bench-multi-lora"
        )
        write_section(ROOT / "bench/RESULTS.md", command, lines)


async def _measure(
    addresses: dict[str, str],
    folders: Sequence[Path],
    repeats: int,
    cells_wanted: Sequence[tuple[int, int]],
) -> list[Cell]:
    draw = random.Random(1)  # noqa: S311 prompts, not secrets
    waves = [
        Wave(load, requests, [folder.name for folder in folders[:adapters]])
        for load in LOADS
        for adapters, requests in cells_wanted
    ]
    parts = (TextColumn("{task.description:32}"), BarColumn(), MofNCompleteColumn())
    async with AsyncExitStack() as opened:
        clients = {
            name: await opened.enter_async_context(httpx.AsyncClient(base_url=address))
            for name, address in addresses.items()
        }
        for name in (STOCK, OURS):
            await load(addresses[name], {folder.name: folder for folder in folders})
            await _warm(clients[name], folders)
        with Progress(*parts, TimeElapsedColumn()) as bar:
            task = bar.add_task("", total=len(waves))
            cells = []
            for wave in waves:
                bar.update(task, description=_told(wave))
                speeds = {
                    name: await _speed(client, name, wave, repeats, draw)
                    for name, client in clients.items()
                }
                cells.append(Cell(wave, speeds))
                bar.advance(task)
    return cells


async def _warm(client: httpx.AsyncClient, folders: Sequence[Path]) -> None:
    warm = Wave(Load("warm", 16, 4), len(folders), [folder.name for folder in folders])
    await measure(client, warm, random.Random(0))  # noqa: S311 prompts, not secrets


async def _speed(
    client: httpx.AsyncClient, name: str, wave: Wave, repeats: int, draw: random.Random
) -> float:
    """The stock operators are slow enough that one wave tells."""
    asked = Wave(wave.load, wave.requests, [SERVED_MODEL_NAME]) if name == BASE else wave
    times = 1 if name == STOCK else repeats
    return statistics.median([await measure(client, asked, draw) for _ in range(times)])


def _told(wave: Wave) -> str:
    return f"{wave.load.name}, {len(wave.models)} adapters, {wave.requests} requests"


if __name__ == "__main__":
    typer.run(main)
