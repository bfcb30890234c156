"""The loop's thread: results, deadlines, and what happens when it hangs."""

import asyncio
import threading
from collections.abc import Iterator
from typing import NoReturn

import pytest

from services.worker.runtime import LoopThread


class GaveUpError(Exception):
    """In place of the end of the process."""


def give_up() -> NoReturn:
    raise GaveUpError


@pytest.fixture
def loop_thread() -> Iterator[LoopThread]:
    loop = LoopThread(give_up=give_up, look_seconds=0.02)
    yield loop
    loop.close()


@pytest.fixture
def hasty() -> Iterator[LoopThread]:
    """It gives up on what a busy machine may be late with as well."""
    loop = LoopThread(give_up=give_up, look_seconds=0.02, hung_seconds=0.2, stop_seconds=0.2)
    yield loop
    loop.close()


async def name_of_thread() -> str:
    return threading.current_thread().name


async def fail() -> None:
    raise LookupError("no such thing")


def test_starts_no_thread_before_the_first_call() -> None:
    before = set(threading.enumerate())  # one of another test may be about to end
    assert LoopThread(give_up=give_up).turns()
    assert set(threading.enumerate()) <= before


def test_runs_on_its_own_thread_and_returns(loop_thread: LoopThread) -> None:
    assert loop_thread.run(name_of_thread(), 60) == "loop"
    assert loop_thread.run(name_of_thread(), 60) == "loop"


def test_raises_what_the_work_raises(loop_thread: LoopThread) -> None:
    with pytest.raises(LookupError):
        loop_thread.run(fail(), 60)


def test_cancels_work_past_its_time_and_goes_on(loop_thread: LoopThread) -> None:
    with pytest.raises(TimeoutError):
        loop_thread.run(asyncio.sleep(60), 0.05)
    assert loop_thread.run(name_of_thread(), 60) == "loop"


def test_gives_up_on_a_loop_that_hangs(hasty: LoopThread) -> None:
    release = threading.Event()

    async def hang() -> None:
        release.wait(60)

    with pytest.raises(GaveUpError):
        hasty.run(hang(), 60)
    release.set()


def test_gives_up_on_work_that_cant_be_cancelled(hasty: LoopThread) -> None:
    release = threading.Event()

    async def stubborn() -> None:
        while not release.is_set():
            try:
                await asyncio.sleep(0.1)
            except asyncio.CancelledError:
                continue

    with pytest.raises(GaveUpError):
        hasty.run(stubborn(), 0.05)
    release.set()
