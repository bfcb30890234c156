"""Scripted solutions played through the real loop and a real browser → recordings."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.settings import Settings
from learning.converse import converse
from learning.days import TODAY, DayClock
from learning.demo_web import DemoWeb, demo_web
from learning.episode import Episode, read_episodes
from learning.hotels.expert import HotelExpert, UnsayableError
from learning.hotels.synthesis import make_script
from learning.person import Person, refuses
from learning.script import Script
from sites.hotels.tasks import check


def main(
    output: Annotated[Path, typer.Option(help="JSON lines file; episodes in it are kept.")],
    episodes: Annotated[int, typer.Option(help="How many conversations in all.")] = 400,
    seed: Annotated[int, typer.Option(help="Of the scripts.")] = 1,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 3,
) -> None:
    """Play scripted solutions and keep what the model would have seen at every step."""
    asyncio.run(_record(output, episodes, seed, at_once))


async def _record(output: Path, episodes: int, seed: int, at_once: int) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    done = _finished(output)
    numbers = iter([n for n in range(episodes) if make_script(n, seed, TODAY).id not in done])
    browsers = PlaywrightBrowsers(str(Settings().chromium))
    columns = (*Progress.get_default_columns()[:1], BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar, output.open("a") as lines:
        task = bar.add_task("episodes", total=episodes, completed=len(done))

        async def play(web: DemoWeb) -> None:
            for number in numbers:
                episode = await _episode(make_script(number, seed, TODAY), web, browsers)
                lines.write(episode.model_dump_json() + "\n")
                lines.flush()
                bar.advance(task)

        async with demo_web(output.parent / "record-sites", TODAY) as web:
            web.store.reset()
            await asyncio.gather(*(play(web) for _ in range(at_once)))
    await browsers.close()


async def _episode(script: Script, web: DemoWeb, browsers: PlaywrightBrowsers) -> Episode:
    person = Person(script)
    place = web.place(script.id, browsers, DayClock(TODAY))
    try:
        talk = await converse(person, HotelExpert(person, TODAY), place)
    except UnsayableError as error:
        # One conversation is lost, and told of in the card; the others go on.
        return Episode(script=script, ok=False, outcome=f"unsayable: {error.line}", recordings=())
    booked = web.store.bookings(visitor=script.id)
    if refuses(script):
        ok, outcome = not booked, "nothing booked" if not booked else "booked against a no"
    else:
        verdict = check(script.wish.on_site(), booked)
        ok, outcome = verdict.ok, f"{verdict.kind}: {verdict.detail}"
    return Episode(script=script, ok=ok, outcome=outcome, recordings=talk.recordings)


def _finished(output: Path) -> set[str]:
    if not output.exists():
        return set()
    return {episode.script.id for episode in read_episodes(output)}


if __name__ == "__main__":
    typer.run(main)
