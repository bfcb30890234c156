"""How many of the open web tasks the served model does: `make eval-webtasks`.

A run that was cut off goes on where it was, as long as adapters, episodes and code are the same.
"""

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import httpx
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench.results import write_section
from bench.webtasks.pages import Pages
from bench.webtasks.served.episode import Room, played
from bench.webtasks.served.plan import Plan, Run
from bench.webtasks.served.report import report
from bench.webtasks.server import TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.served_lens import served_lens
from errands.backends.system_clock import SystemClock
from errands.backends.vllm_model import VllmModel
from errands.settings import Settings
from learning.stage import side_by_side
from stack.layout import MANIFEST, ROOT, Layout, Ports
from stack.running import running

HTML: Final = ROOT / "var/webtasks/miniwob/html"
FOLDER: Final = ROOT / "var/webtasks/served"
"""Where results go, as JSON lines."""


def main(
    html: Annotated[Path, typer.Option(help="The html folder of the miniwob package.")] = HTML,
    tasks: Annotated[str, typer.Option(help="Names, split by commas; all of them without.")] = "",
    seeds: Annotated[str, typer.Option(help="Seeds, split by commas.")] = "0,1,2,3,4",
    first: Annotated[int, typer.Option(help="Only the first so many episodes; 0 is all.")] = 0,
    manifest: Annotated[Path, typer.Option(help="Which adapters; the shipped ones.")] = MANIFEST,
    at_once: Annotated[int, typer.Option(help="Episodes at the same time.")] = 2,
    results: Annotated[Path | None, typer.Option(help="Whose section is renewed.")] = None,
) -> None:
    """Play every task from every seed with the served model, and print what came of it."""
    names = tasks.split(",") if tasks else sorted(SOLUTIONS)
    if unknown := sorted(set(names) - set(SOLUTIONS)):
        raise typer.BadParameter(f"no open task: {', '.join(unknown)}")
    runs = [(name, int(seed)) for seed in seeds.split(",") for name in names]
    plan = Plan(runs=tuple(runs[: first or None]), manifest=manifest.read_bytes(), folder=FOLDER)
    known = {(one.task, one.seed) for one in plan.begun.read()}
    waiting = [run for run in plan.runs if run not in known]
    if waiting:
        work = ROOT / f"var/bench/webtasks-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        layout = Layout(
            ports=Ports.free(), folder=work, manifest=manifest.resolve(), model_only=True
        )
        with running(layout):
            asyncio.run(_play(plan, waiting, Pages(html), layout, at_once))
    lines = list(report(plan.begun.read()))
    typer.echo("\n".join(lines))
    if results:
        write_section(results, "make eval-webtasks", lines)
    plan.finish()


async def _play(plan: Plan, waiting: list[Run], pages: Pages, layout: Layout, at_once: int) -> None:
    settings = Settings()
    browsers = PlaywrightBrowsers(str(settings.chromium))
    try:
        with TaskServer(pages) as server:
            async with httpx.AsyncClient() as client:
                room = Room(
                    server=server,
                    browsers=browsers,
                    model=VllmModel(f"{layout.model}/v1", f"{layout.adapters}/adapters", client),
                    clock=SystemClock(),
                    lens=served_lens(settings.model_folder),
                )
                await _play_all(plan, waiting, room, at_once)
    finally:
        await browsers.close()


async def _play_all(plan: Plan, waiting: list[Run], room: Room, at_once: int) -> None:
    done = sum(one.done for one in plan.begun.read())
    columns = (TextColumn("{task.fields[done]} done"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar:
        before = len(plan.runs) - len(waiting)
        task = bar.add_task("", total=len(plan.runs), completed=before, done=done)

        async def play(run: Run) -> None:
            nonlocal done
            result = await played(room, *run)
            plan.begun.add(result)
            done += result.done
            bar.update(task, advance=1, done=done)

        await side_by_side(waiting, at_once, play)


if __name__ == "__main__":
    # A SIGTERM ends the model server and the browser too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    typer.run(main)
