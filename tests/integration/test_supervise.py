"""The stack's supervision, over two small processes that stand for the real ones."""

import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from stack.keeper import TIMES, Allowance
from tests.worker_process import until

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("inference", "inference-child", "adapters")
ENDED = 143
"""The exit code after SIGTERM."""


@dataclass
class SmallStack:
    folder: Path
    process: psutil.Popen

    def numbers(self, name: str) -> list[int]:
        path = self.folder / name
        return [int(line) for line in path.read_text().splitlines()] if path.exists() else []

    async def started(self, name: str, times: int = 1) -> psutil.Process:
        """The process of this name, once it was started so often."""

        async def look() -> list[int] | None:
            numbers = self.numbers(name)
            return numbers if len(numbers) == times else None

        return psutil.Process((await until(look))[-1])

    async def ended(self) -> int:
        async def look() -> int | None:
            code = self.process.poll()
            return code if isinstance(code, int) else None

        return await until(look)

    def left_over(self) -> list[int]:
        return [number for name in NAMES for number in self.numbers(name) if lives(number)]

    async def told(self, words: str) -> None:
        """Returns once the words stand in the log; they come over a pipe."""

        async def look() -> bool | None:
            return words in (self.folder / "logs/stack.log").read_text() or None

        await until(look)


def lives(number: int) -> bool:
    """A zombie doesn't: who has to bury it may take a while."""
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[SmallStack]:
    words = [sys.executable, "-m", "tests.integration.small_stack", str(tmp_path)]
    process = psutil.Popen(words, cwd=ROOT, stderr=subprocess.STDOUT)
    small = SmallStack(tmp_path, process)
    yield small
    family = [process, *process.children(recursive=True)] if process.is_running() else []
    for one in [*family, *map(psutil.Process, small.left_over())]:
        if one.is_running():
            one.kill()
    process.wait(10)


async def test_a_killed_model_server_is_started_again_and_nothing_else_notices(
    stack: SmallStack,
) -> None:
    beside = await stack.started("adapters")
    (await stack.started("inference")).kill()
    again = await stack.started("inference", 2)
    assert again.is_running()
    assert beside.is_running()
    await stack.told("ended with -9 and is started again")
    log = (stack.folder / "logs/inference.log").read_text().split()
    assert {str(number) for number in stack.numbers("inference")} <= set(log)


async def test_what_a_killed_server_had_started_is_ended_before_the_next(
    stack: SmallStack,
) -> None:
    child = await stack.started("inference-child")
    (await stack.started("inference")).kill()
    await stack.started("inference", 2)
    assert not lives(child.pid)


async def test_one_that_keeps_ending_ends_all(stack: SmallStack) -> None:
    await stack.started("adapters")
    for times in range(1, TIMES + 2):
        (await stack.started("inference", times)).kill()
    assert await stack.ended() == 1
    await stack.told("ended with -9 and stays ended")
    assert len(stack.numbers("inference")) == TIMES + 1
    assert stack.left_over() == []


async def test_another_process_that_ends_ends_all(stack: SmallStack) -> None:
    await stack.started("inference")
    (await stack.started("adapters")).kill()
    assert await stack.ended() != 0
    assert stack.left_over() == []


async def test_sigterm_ends_what_was_started_again_too(stack: SmallStack) -> None:
    await stack.started("adapters")
    (await stack.started("inference")).kill()
    await stack.started("inference", 2)
    stack.process.terminate()
    assert await stack.ended() == ENDED
    assert stack.left_over() == []


def test_starts_are_counted_within_a_while() -> None:
    times = iter((0, 1, 9, 10, 10.5, 11, 11.5))
    allowance = Allowance(2, 10, lambda: next(times))
    assert [allowance.take() for _ in range(7)] == [True, True, False, True, False, True, False]
