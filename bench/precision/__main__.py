"""`python -m bench.precision`: the model server in numbers of 16 bits and of 32."""

import asyncio
import random
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.progress import track

from bench.engine import engine
from bench.results import write_section
from bench.wave import Load, Wave, measure
from errands.backends.processor import multiplies_bfloat16
from errands.contracts.served import SERVED_MODEL_NAME

ROOT = Path(__file__).resolve().parents[2]
TYPES = ("bfloat16", "float32")
WAVES = tuple(
    Wave(load, requests, (SERVED_MODEL_NAME,))
    for load in (Load("prefill", 256, 4), Load("decode", 32, 32))
    for requests in (1, 16)
)


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")],
    work: Annotated[Path, typer.Option(help="For logs.")] = Path("var/bench/precision"),
    repeats: Annotated[int, typer.Option(help="Of a wave; the median counts.")] = 3,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """One server after the other, each asked the same."""
    flags = ["--model", str(model), "--kv-cache-gib", "1", "--", "--no-enable-lora"]
    speeds = []
    for numbers in TYPES:
        with engine([*flags, "--dtype", numbers], work / f"{numbers}.log") as address:
            speeds.append(asyncio.run(_measure(address, numbers, repeats)))
    lines = list(_report(speeds, repeats))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-precision", lines)


async def _measure(address: str, numbers: str, repeats: int) -> list[float]:
    draw = random.Random(1)  # noqa: S311 prompts, not secrets
    async with httpx.AsyncClient(base_url=address) as client:
        await measure(client, Wave(Load("warm", 64, 8), 2, (SERVED_MODEL_NAME,)), draw)
        return [
            statistics.median([await measure(client, wave, draw) for _ in range(repeats)])
            for wave in track(WAVES, numbers)
        ]


def _report(speeds: Sequence[Sequence[float]], repeats: int) -> Iterator[str]:
    does = "multiplies" if multiplies_bfloat16() else "doesn't multiply"
    yield f"The base model alone, on a processor that {does} bfloat16 by itself. Tokens a second,"
    yield f"prompts' and answers' together, the median of {repeats} waves. Of one request, prefill:"
    yield "256 tokens in, 4 out; decode: 32 in, 32 out."
    yield ""
    yield f"| load | requests | {' | '.join(TYPES)} | float32 / bfloat16 |"
    yield "|---|---:|---:|---:|---:|"
    for wave, short, long in zip(WAVES, *speeds, strict=True):
        told = f"{wave.load.name} | {wave.requests} | {short:.0f} | {long:.0f}"
        yield f"| {told} | {long / short:.2f} |"


if __name__ == "__main__":
    typer.run(main)
