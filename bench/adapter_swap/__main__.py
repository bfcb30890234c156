"""`python -m bench.adapter_swap`: versions come and go while requests are in flight."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bench.adapter_swap.course import SKILLS, SLOTS, WIDTH, Course, learn_all
from bench.adapter_swap.scene import listed, reconciling
from bench.adapter_swap.traffic import Stretch, Tally, together
from bench.engine import engine
from bench.results import write_section
from errands.backends.manifest_file import write_manifest

ROOT = Path(__file__).resolve().parents[2]
PROMPTS = 24


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model.")],
    work: Annotated[Path, typer.Option(help="For adapters and logs.")] = Path("var/bench/swap"),
    rounds: Annotated[int, typer.Option(help="Of a quiet stretch and one with swaps.")] = 3,
    seconds: Annotated[float, typer.Option(help="Of a stretch.")] = 40,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Ends with 1 where a request failed, or an answer was no version's own."""
    manifest, path = listed(work, model, SKILLS), work / "manifest.json"
    flags = ["--model", str(model), "--max-loras", str(SLOTS), "--kv-cache-gib", "1"]
    # Nothing is cached: a version that is new to the server costs what an old one does.
    with engine([*flags, "--", "--no-enable-prefix-caching"], work / "engine.log") as server:
        answers = asyncio.run(learn_all(server, work, manifest, PROMPTS))
        write_manifest(path, manifest)
        with reconciling(server, path) as adapters:
            course = Course(server, adapters, answers, manifest, path, Stretch(seconds))
            quiet, swapped, swaps = asyncio.run(_run(course, rounds))
    lines = list(_report(quiet, swapped, swaps, answers.noise))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-adapter-swap", lines)
    if together([*quiet, *swapped]).is_wrong:
        raise typer.Exit(1)


async def _run(course: Course, rounds: int) -> tuple[list[Tally], list[Tally], int]:
    quiet: list[Tally] = []
    swapped: list[Tally] = []
    swaps = 0
    for _ in track(range(rounds), "pairs of stretches"):
        quiet.append(await course.quiet())
        tally, more = await course.swapped()
        swapped.append(tally)
        swaps += more
    return quiet, swapped, swaps


def _report(
    quiet: Sequence[Tally], swapped: Sequence[Tally], swaps: int, noise: float
) -> Iterator[str]:
    def row(name: str, tallies: Sequence[Tally]) -> str:
        every = together(tallies)
        wrong = (every.failed, every.foreign, every.mixed, every.ties)
        counts = " | ".join(str(len(kind)) for kind in wrong)
        times = f"{every.quantile(0.5):.2f} | {every.quantile(0.99):.2f}"
        return f"| {name} | {len(every.seconds)} | {len(every.versions)} | {counts} | {times} |"

    pairs = zip(swapped, quiet, strict=True)
    ratios = sorted(one.quantile(0.99) / other.quantile(0.99) for one, other in pairs)
    yield f"{WIDTH} requests always in flight, through the worker's own client, over two skills;"
    yield f"one of them was published, tried, promoted and rolled back {swaps} times in all. Each"
    yield "answer is held to what its version answers otherwise. A tie parts from that at a token"
    yield f"that leads the next one by no more than {noise:.2f} nats: so far did leads move with a"
    yield "batch's other rows while the answers were learned. Anything else is mixed."
    yield ""
    yield "| | requests | versions | failed | foreign | mixed | ties | median, s | p99, s |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    yield row("without swaps", quiet)
    yield row("with swaps", swapped)
    yield ""
    yield "p99 with swaps / without, by pair of stretches: " + ", ".join(
        f"{ratio:.2f}" for ratio in ratios
    )


if __name__ == "__main__":
    typer.run(main)
