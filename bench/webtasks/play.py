"""One episode: a browser on a task's page, a script, a reward."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Final, TextIO

from bench.webtasks.recorder import Recorder
from bench.webtasks.script import GaveUpError, Script, Solution
from bench.webtasks.server import Course, TaskServer
from errands.contracts.errors import BrowserGoneError
from errands.contracts.ports import Browser, Browsers
from errands.contracts.session import HostPolicy

_BOUND: Final = 90.0
_NEWS: Final = 5.0
_FULL: Final = 1.0


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
        return self.reward == _FULL


async def play(
    browsers: Browsers,
    server: TaskServer,
    course: Course,
    solution: Solution,
    record: TextIO | None,
) -> Played:
    """Plays `solution` on the page of `course`."""
    address = server.address(course)
    hosts = HostPolicy(allowed=(server.host,), allow_local=True)
    browser = await browsers.open(address, hosts, None)
    try:
        return await _played(browser, course, solution, record)
    finally:
        await browser.close()


async def _played(
    browser: Browser, course: Course, solution: Solution, record: TextIO | None
) -> Played:
    task, seed = course.episode.task, course.episode.seed
    page = await browser.observe()
    await asyncio.to_thread(course.begun.wait, _NEWS)
    recorder = Recorder(record, task, seed) if record else None
    script = Script(course.instruction, browser, page, recorder)
    reason = await _reason(solution(script))
    await asyncio.to_thread(course.ended.wait, 0 if reason else _NEWS)
    if not reason and course.reward is None:
        reason = "the script ended, the episode didn't"
    elif not reason and course.reward != _FULL:
        reason = f"reward {course.reward:g}"
    elif recorder and course.reward == _FULL:
        recorder.keep()
    return Played(
        task=task,
        seed=seed,
        lines=tuple(script.said),
        reward=course.reward,
        reason="" if course.reward == _FULL else reason,
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
