"""Where practised conversations happen: the demo sites, a browser, and several at the same time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from errands.agent.view.lens import Lens
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.served_lens import served_lens
from errands.settings import Settings
from learning.converse import Conversation, Place
from learning.days import TODAY, DayClock
from learning.demo_web import DemoWeb, demo_web
from learning.episode import Episode
from learning.practice import Done
from learning.script import Script
from learning.verdict import outcome_of

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Stage:
    """The sites as nobody has visited them, and the browsers."""

    web: DemoWeb
    browsers: PlaywrightBrowsers
    lens: Lens

    def place(self, script: Script) -> Place:
        return self.web.place(script, self.browsers, DayClock(TODAY), self.lens)

    def done(self, script: Script, talk: Conversation) -> Done:
        """What came of this person's conversation."""
        return self.web.done(script, talk.told)

    def episode(self, script: Script, talk: Conversation) -> Episode:
        """The conversation with what the sites' own state says of it."""
        outcome = outcome_of(script, self.done(script, talk))
        return Episode(
            script=script, ok=outcome.ok, outcome=outcome.kind, recordings=talk.recordings
        )


@asynccontextmanager
async def stage(scripts: Iterable[Script]) -> AsyncIterator[Stage]:
    """Starts the sites that the scripts need; ends everything, and forgets it, on every way out."""
    settings = Settings()
    browsers = PlaywrightBrowsers(str(settings.chromium))
    try:
        with TemporaryDirectory() as folder:
            async with demo_web(Path(folder), TODAY, scripts) as web:
                yield Stage(web, browsers, served_lens(settings.model_folder))
    finally:
        await browsers.close()


async def side_by_side(
    items: Iterable[ItemT], at_once: int, play: Callable[[ItemT], Awaitable[None]]
) -> None:
    """Plays all, so many at the same time; the first failure ends the others too."""
    waiting = iter(items)

    async def one_after_the_other() -> None:
        for item in waiting:
            await play(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(one_after_the_other())
