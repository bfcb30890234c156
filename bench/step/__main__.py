"""`python -m bench.step`: where a step's time goes, and how much of it is our own."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Annotated

import httpx
import typer
from rich.progress import track

from bench.results import write_section
from bench.step.server_times import ServerTimes
from bench.step.stopwatch import Stopwatch, TimedBrowsers, TimedModel, totals
from errands.backends.vllm_model import VllmModel
from learning.converse import Conversation, converse
from learning.repertoire import person_of
from learning.script import Script, read_scripts
from learning.stage import stage
from stack.layout import Layout, Ports
from stack.running import running

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT / "learning/suites/hotels-dev.jsonl"
PHASES = {
    "observe": "the browser is read",
    "prompt": "page, prompt and grammar are made",
    "wire": "HTTP, the prompt's tokens, the grammar's check",
    "queue": "the grammar's compilation, and a place in a batch",
    "prefill": "the prompt, as far as it isn't cached",
    "decode": "the line, token by token",
    "gate": "parsing, gates, journal",
    "act": "the browser acts and settles",
    "record": "effect, recording",
}
OURS = ("prompt", "gate", "record")


def main(
    suite: Annotated[Path, typer.Option(help="Scripts to play.")] = SUITE,
    first: Annotated[int, typer.Option(help="Only the first so many.")] = 8,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """One conversation at a time with the served model, in a real browser."""
    scripts = list(read_scripts(suite))[:first]
    folder = ROOT / f"var/bench/step-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    layout = Layout(ports=Ports.free(), folder=folder, model_only=True)
    with running(layout):
        watch, talks = asyncio.run(_play(scripts, layout))
    lines = list(_report(watch.laps, talks))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-step", lines)


async def _play(scripts: list[Script], layout: Layout) -> tuple[Stopwatch, list[Conversation]]:
    watch, talks = Stopwatch(), []
    async with stage(scripts) as where, httpx.AsyncClient() as client:
        times = ServerTimes(client, f"{layout.model}/metrics")
        await times.forget()
        served = VllmModel(f"{layout.model}/v1", f"{layout.adapters}/adapters", client)
        model = TimedModel(served, times, watch)
        for script in track(scripts, "conversations"):
            place = where.place(script)
            timed = replace(place, browsers=TimedBrowsers(place.browsers, watch))
            talks.append(await converse(person_of(script), model, timed))
    return watch, talks


def _report(laps: Mapping[str, list[float]], talks: list[Conversation]) -> Iterator[str]:
    spent = totals(laps)
    steps = sum(len(talk.steps) for talk in talks)
    whole = sum(spent[phase] for phase in PHASES)
    usage = [step.usage for talk in talks for step in talk.steps]
    cached = sum(one.cached for one in usage) / sum(one.prompt for one in usage)
    yield f"{len(talks)} conversations of the development suite one after the other, {steps} steps,"
    yield f"{1000 * whole / steps:.0f} ms each; {cached:.0%} of the prompts' tokens were cached."
    yield ""
    yield "| phase | what it is | ms, mean | median | 90% | share |"
    yield "|---|---|---:|---:|---:|---:|"
    for phase, told in PHASES.items():
        times = [1000 * seconds for seconds in laps[phase]]
        mean, high = 1000 * spent[phase] / steps, quantiles(times, n=10)[-1]
        share = spent[phase] / whole
        yield f"| {phase} | {told} | {mean:.1f} | {median(times):.1f} | {high:.1f} | {share:.1%} |"
    ours = sum(spent[phase] for phase in OURS)
    yield ""
    yield f"Our own part ({', '.join(OURS)}): {ours / whole:.1%} of a step."


if __name__ == "__main__":
    typer.run(main)
