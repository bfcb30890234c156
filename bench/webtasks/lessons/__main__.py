"""What the scripts of the open web tasks would teach: `make webtask-lessons`.

Seeds 0 to 4 are what `make eval-webtasks` judges by, so none below 100 is learned from.
"""

import asyncio
import signal
from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench.webtasks.lessons.lesson import Lesson, lesson
from bench.webtasks.pages import Pages
from bench.webtasks.served.episode import Room
from bench.webtasks.server import TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.backends.memory_model import ScriptedModel
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.served_lens import served_lens
from errands.backends.system_clock import SystemClock
from errands.settings import Settings
from learning.exercise import write_exercises
from learning.stage import side_by_side

FIRST: Final = 100
LAST: Final = 999
"""From 10,000 on the benchmark evaluates."""


def main(
    html: Annotated[Path, typer.Option(help="The html folder of the miniwob package.")],
    output: Annotated[Path, typer.Option(help="Exercises for learning.refine, JSON lines.")],
    tasks: Annotated[str, typer.Option(help="Names, split by commas; all of them without.")] = "",
    begin: Annotated[int, typer.Option(help="The first seed.", min=FIRST, max=LAST)] = FIRST,
    count: Annotated[int, typer.Option(help="Seeds of each task.", min=1)] = 10,
    at_once: Annotated[int, typer.Option(help="Episodes at the same time.")] = 3,
) -> None:
    """Play every task's script through the loop, and keep what was done right as exercises."""
    names = tasks.split(",") if tasks else sorted(SOLUTIONS)
    if unknown := sorted(set(names) - set(SOLUTIONS)):
        raise typer.BadParameter(f"no open task: {', '.join(unknown)}")
    if begin + count - 1 > LAST:
        raise typer.BadParameter(f"seeds end at {LAST}")
    runs = [(name, begin + number) for number in range(count) for name in names]
    lessons = asyncio.run(_taught(runs, Pages(html), at_once))
    write_exercises(output, [one for taught in lessons for one in taught.exercises])
    typer.echo("\n".join(_told(lessons)))


async def _taught(runs: list[tuple[str, int]], pages: Pages, at_once: int) -> list[Lesson]:
    settings = Settings()
    browsers = PlaywrightBrowsers(str(settings.chromium))
    lessons: list[Lesson] = []
    columns = (TextColumn("lessons"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with TaskServer(pages) as server, Progress(*columns) as bar:
            room = Room(
                server=server,
                browsers=browsers,
                model=ScriptedModel([]),
                clock=SystemClock(),
                lens=served_lens(settings.model_folder),
            )
            shown = bar.add_task("", total=len(runs))

            async def teach(run: tuple[str, int]) -> None:
                lessons.append(await lesson(room, *run))
                bar.update(shown, advance=1)

            await side_by_side(runs, at_once, teach)
    finally:
        await browsers.close()
    return sorted(lessons, key=lambda one: (one.seed, one.task))


def _told(lessons: list[Lesson]) -> list[str]:
    """How many there are, and by task why there are none."""
    made = sum(len(one.exercises) for one in lessons)
    done = sum(bool(one.exercises) for one in lessons)
    missed = Counter(f"{one.task}: {one.missed}" for one in lessons if one.missed)
    lines = [f"{done} of {len(lessons)} episodes, {made} exercises"]
    return lines + [f"{many:3} {why}" for why, many in sorted(missed.items())]


if __name__ == "__main__":
    # A SIGTERM ends the browser too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    typer.run(main)
