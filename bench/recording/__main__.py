"""`python -m bench.recording`: what it costs a step to be recorded."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.progress import track

from bench.results import write_section
from errands.backends.archived_lines import LinePlace
from errands.backends.gzip_lines import unpacked
from errands.backends.line_spool import LineSpool
from errands.backends.memory import MemoryRecordings
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.keeping import RecordingStore
from errands.contracts.recording import Recording
from errands.contracts.session import HostPolicy
from errands.contracts.step import Step
from learning.converse import Notes, converse
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.repertoire import expert_of, person_of
from learning.script import Script
from learning.stage import Stage, stage

ROOT = Path(__file__).resolve().parents[2]
SEED = 73


@dataclass(slots=True)
class Recorder(Notes):
    """Records beside the next step, as a worker does."""

    store: RecordingStore = field(default_factory=MemoryRecordings)
    _last: asyncio.Task[None] | None = None

    async def finish(self, step: Step, recording: Recording) -> None:
        await Notes.finish(self, step, recording)
        await self.settle()
        self._last = asyncio.create_task(self.store.append(recording))

    async def settle(self) -> None:
        if self._last is not None:
            await self._last


@dataclass(slots=True)
class Spent:
    """Milliseconds of each conversation: by the clock, and of this process's processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)

    def a_step(self, milliseconds: list[float]) -> float:
        return sum(milliseconds) / sum(self.steps)


def main(
    conversations: Annotated[int, typer.Option(help="Each is played with and without.")] = 10,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Scripted conversations in a real browser, recorded and not, in turns."""
    with TemporaryDirectory() as folder:
        lines = asyncio.run(_measure(conversations, Path(folder)))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-recording", lines)


async def _measure(count: int, folder: Path) -> list[str]:
    without, recorded = Spent(), Spent()
    place = LinePlace.at(folder)
    scripts = [make_script(number, SEED, TODAY) for number in range(count + 1)]
    async with stage(scripts) as where:
        await _play(scripts[count], where, MemoryRecordings(), Spent())
        with GzipRecordings(place, SystemClock()) as store:
            for number, script in enumerate(track(scripts[:count], "conversations")):
                kinds: list[tuple[Spent, RecordingStore]]
                kinds = [(without, MemoryRecordings()), (recorded, store)]
                for spent, kept in kinds if number % 2 else reversed(kinds):
                    await _play(script, where, kept, spent)
        data = b"".join([path.read_bytes() async for path in _files(place)])
        pictures = await _pictures(scripts[0], where)
    return [*_report(without, recorded, data), "", *pictures]


async def _play(script: Script, where: Stage, store: RecordingStore, spent: Spent) -> None:
    person, notes = person_of(script), Recorder(store=store)
    clock, processor = time.perf_counter(), time.process_time()
    await converse(person, expert_of(person, TODAY), where.place(script), notes)
    await notes.settle()
    spent.clock.append(1000 * (time.perf_counter() - clock))
    spent.processor.append(1000 * (time.process_time() - processor))
    spent.steps.append(len(notes.steps))


async def _pictures(script: Script, where: Stage) -> list[str]:
    """What `recordings_pictures` would add, while the model decides."""
    place = where.place(script)
    hosts = HostPolicy(allowed=place.hosts, allow_local=True)
    browser = await place.browsers.open(place.start_url, hosts, None)
    times, sizes = [], []
    for _ in range(20):
        begun = time.perf_counter()
        sizes.append(len(await browser.screenshot()))
        times.append(1000 * (time.perf_counter() - begun))
    await browser.close()
    told = (
        f"A picture of the page takes {median(times):.0f} ms by the clock, while the model decides,"
    )
    load, cores = os.getloadavg()[1], os.cpu_count()
    return [
        told,
        f"and has {median(sizes) / 1000:.0f} kB. The load was {load:.0f} on {cores} cores.",
    ]


async def _files(place: LinePlace) -> AsyncIterator[Path]:
    for path in await asyncio.to_thread(lambda: [*place.open_files.glob("*")]):
        yield path


def _report(without: Spent, recorded: Spent, data: bytes) -> Iterator[str]:
    steps, lines = sum(recorded.steps), unpacked(data)
    alone = _alone(lines)
    bare, with_it = (one.a_step(one.processor) for one in (without, recorded))
    clock = without.a_step(without.clock)
    size, unpacked_size = len(data) / steps, sum(map(len, lines)) / steps
    yield f"{len(recorded.steps)} scripted conversations in a browser, with and without recording,"
    yield f"{steps} steps each. The script answers at once: with a model a step takes longer, and"
    yield "its recording the same. Recording goes on beside the next step."
    yield ""
    yield "| a step, ms | not recorded | recorded | ratio |"
    yield "|---|---:|---:|---:|"
    yield f"| worker's processor | {bare:.1f} | {with_it:.1f} | {with_it / bare:.2f} |"
    yield f"| clock | {clock:.1f} | {clock + alone:.1f} | {1 + alone / clock:.4f} |"
    yield ""
    yield f"The second line adds what one recording takes of a processor by itself, {alone:.2f} ms."
    yield f"It has {size:.0f} bytes, {unpacked_size:.0f} before they are packed."


def _alone(lines: list[bytes]) -> float:
    """Processor milliseconds of making and writing a line, the median of all."""
    times = []
    recordings = [Recording.model_validate_json(line) for line in lines]
    with TemporaryDirectory() as folder:
        spool = LineSpool(Path(folder), SystemClock())
        for recording in recordings:
            begun = time.process_time()
            spool.append(recording.model_dump_json().encode())
            times.append(1000 * (time.process_time() - begun))
        spool.end()
    return median(times)


if __name__ == "__main__":
    typer.run(main)
