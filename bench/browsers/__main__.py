"""`python -m bench.browsers`: Chromium's headless shell beside the whole of it."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Annotated

import psutil
import typer
from rich.progress import track

from bench.results import write_section
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.session import HostPolicy
from learning.converse import Notes, converse
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.repertoire import expert_of, person_of
from learning.script import Script
from learning.stage import Stage, stage

ROOT = Path(__file__).resolve().parents[2]
SHELL = Path("/usr/bin/chromium-headless-shell")
WHOLE = Path("/usr/bin/chromium")
SEED = 91


@dataclass(slots=True)
class Spent:
    """Of one executable; memory is the proportional set size of all its processes."""

    open_ms: list[float] = field(default_factory=list)
    step_ms: list[float] = field(default_factory=list)
    session_mb: list[float] = field(default_factory=list)


def main(
    shell: Annotated[Path, typer.Option(exists=True, help="What is shipped.")] = SHELL,
    whole: Annotated[Path, typer.Option(exists=True, help="`apt-get install chromium`.")] = WHOLE,
    sessions: Annotated[int, typer.Option(help="Open at once.")] = 6,
    conversations: Annotated[int, typer.Option(help="Played in both.")] = 6,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Opens sessions and plays scripted conversations on the demo web, in both by turns."""
    scripts = [make_script(number, SEED, TODAY) for number in range(conversations)]
    lines = asyncio.run(_measure((shell, whole), scripts, sessions))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-browsers", lines)


async def _measure(kinds: tuple[Path, Path], scripts: Sequence[Script], sessions: int) -> list[str]:
    spent = {kind: Spent() for kind in kinds}
    async with stage(scripts) as where:
        for number, script in enumerate(track(scripts, "conversations")):
            for kind in kinds if number % 2 else reversed(kinds):
                browsers = PlaywrightBrowsers(str(kind), patience=30)
                try:
                    await _use(replace(where, browsers=browsers), script, sessions, spent[kind])
                finally:
                    await browsers.close()
    return list(_report(*spent.values(), sessions=sessions))


async def _use(where: Stage, script: Script, sessions: int, spent: Spent) -> None:
    place = where.place(script)
    hosts = HostPolicy(allowed=place.hosts, allow_local=True)
    person, notes = person_of(script), Notes()
    # The first session of a browser waits for it to start: this one is not counted.
    await converse(person, expert_of(person, TODAY), place, Notes())
    start = time.perf_counter()
    await converse(person, expert_of(person, TODAY), place, notes)
    spent.step_ms.append(1000 * (time.perf_counter() - start) / len(notes.steps))
    alone = _megabytes()
    async with AsyncExitStack() as opened:
        for _ in range(sessions):
            start = time.perf_counter()
            browser = await where.browsers.open(place.start_url, hosts, None)
            opened.push_async_callback(browser.close)
            await browser.observe()
            spent.open_ms.append(1000 * (time.perf_counter() - start))
        spent.session_mb.append((_megabytes() - alone) / sessions)


def _megabytes() -> float:
    family = psutil.Process().children(recursive=True)
    return sum(map(_proportional, family)) / 2**20


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss if "chrom" in process.name() else 0
    except psutil.NoSuchProcess:  # a page's process that was just closed
        return 0


def _report(shell: Spent, whole: Spent, *, sessions: int) -> Iterator[str]:
    yield "Scripted conversations on the demo web, the same in both, by turns; and sessions opened"
    yield f"one after the other up to {sessions}, until each has read its first page. Medians."
    yield ""
    yield "| | headless shell | whole Chromium | whole / shell |"
    yield "|---|---:|---:|---:|"
    rows = {
        "open a session, ms": (shell.open_ms, whole.open_ms),
        "a step without a model, ms": (shell.step_ms, whole.step_ms),
        "memory of one more session, MB": (shell.session_mb, whole.session_mb),
    }
    for name, of in rows.items():
        less, more = map(median, of)
        yield f"| {name} | {less:.0f} | {more:.0f} | {more / less:.1f} |"


if __name__ == "__main__":
    typer.run(main)
