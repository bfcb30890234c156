"""Whether the action language can do what 67 small pages ask: `make bench-webtasks`.

For every task there is a script that reads observations and says lines. What a script can't do,
no model could.
"""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.progress import Progress

from bench.results import write_section
from bench.webtasks.pages import Pages
from bench.webtasks.play import Played, play
from bench.webtasks.recorder import Recorder
from bench.webtasks.report import summary, table
from bench.webtasks.server import TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.settings import Settings


def main(
    html: Annotated[Path, typer.Option(help="The html folder of the miniwob package.")],
    tasks: Annotated[str, typer.Option(help="Names, split by commas; all of them without.")] = "",
    seeds: Annotated[str, typer.Option(help="Seeds, split by commas.")] = "0,1,2",
    record: Annotated[
        Path | None, typer.Option(help="Where each step's page and target go.")
    ] = None,
    results: Annotated[Path | None, typer.Option(help="Whose section is renewed.")] = None,
) -> None:
    """Play every task from every seed and print what came of it."""
    names = tasks.split(",") if tasks else sorted(SOLUTIONS)
    with ExitStack() as stack:
        file = stack.enter_context(record.open("w", encoding="utf-8")) if record else None
        played = asyncio.run(_all(Pages(html), names, [int(s) for s in seeds.split(",")], file))
    typer.echo(summary(played))
    if results:
        write_section(results, "make bench-webtasks", table(played))


async def _all(
    pages: Pages, names: list[str], seeds: list[int], record: TextIO | None
) -> list[Played]:
    browsers = PlaywrightBrowsers(str(Settings().chromium))
    played = []
    try:
        with TaskServer(pages) as server, Progress(transient=True) as progress:
            bar = progress.add_task("episodes", total=len(names) * len(seeds))
            for name in names:
                for seed in seeds:
                    progress.update(bar, description=f"{name} {seed}", advance=1)
                    course = server.register(name, seed)
                    recorder = Recorder(record, name, seed) if record else None
                    played.append(await play(browsers, server, course, SOLUTIONS[name], recorder))
                    if recorder and played[-1].passed:
                        recorder.keep()
    finally:
        await browsers.close()
    return played


typer.run(main)
