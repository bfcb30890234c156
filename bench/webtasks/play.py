"""One episode: a browser on a task's page, a script, a reward."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bench.webtasks.script import GaveUpError, Script, Solution, Witness
from bench.webtasks.server import FULL, Course, TaskServer
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ports import Browser, Browsers

_BOUND: Final = 90.0
_NEWS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """`lines` is what the script said; `reason` is empty where the reward is full."""

    task: str
    seed: int
    lines: tuple[str, ...]
    reward: float | None
    reason: str

    @property
    def passed(self) -> bool:
        return self.reward == FULL


async def play(
    browsers: Browsers,
    server: TaskServer,
    course: Course,
    solution: Solution,
    witness: Witness | None = None,
) -> Played:
    """Plays `solution` on the page of `course`."""
    async with opened(browsers, server, course) as browser:
        return await _played(browser, course, solution, witness)


@asynccontextmanager
async def opened(browsers: Browsers, server: TaskServer, course: Course) -> AsyncIterator[Browser]:
    """A browser on the page of `course`, once its instruction is known, or it tells none."""
    browser = await browsers.open(server.address(course), server.hosts, None)
    try:
        await asyncio.to_thread(course.begun.wait, _NEWS)
        yield browser
    finally:
        await browser.close()


async def _played(
    browser: Browser, course: Course, solution: Solution, witness: Witness | None
) -> Played:
    script = Script(course.instruction, browser, await browser.observe(), witness)
    reason = await _reason(solution(script))
    await asyncio.to_thread(course.ended.wait, 0 if reason else _NEWS)
    if not reason and course.reward is None:
        reason = "the script ended, the episode didn't"
    elif not reason and course.reward != FULL:
        reason = f"reward {course.reward:g}"
    return Played(
        task=course.episode.task,
        seed=course.episode.seed,
        lines=tuple(script.said),
        reward=course.reward,
        reason="" if course.reward == FULL else reason,
    )


async def _reason(work: Coroutine[object, object, None]) -> str:
    """Why a script stopped before its end."""
    try:
        async with asyncio.timeout(_BOUND):
            await work
    except (GaveUpError, BrowserGoneError, LookupError, ValueError) as error:
        return str(error) or type(error).__name__
    except TimeoutError:
        return "takes too long"
    return ""
