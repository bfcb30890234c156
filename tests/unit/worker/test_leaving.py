"""A worker that is told to end: both of its processes know, and a turn has so long to go on."""

import asyncio
import os

from services.worker.leaving import Leaving


def test_nothing_is_due_before_it_is_told() -> None:
    leaving = Leaving(0)
    assert not leaving.has_begun
    assert not leaving.is_due


def test_nothing_new_is_begun_at_once_and_what_goes_on_has_its_time() -> None:
    leaving = Leaving(3600)
    leaving.begin()
    assert leaving.has_begun
    assert not leaving.is_due


async def test_it_is_due_once_its_time_is_over() -> None:
    leaving = Leaving(0)
    leaving.begin()
    async with asyncio.timeout(30):
        await leaving.due()
    assert leaving.is_due


def test_to_be_told_again_gives_no_more_time() -> None:
    leaving = Leaving(0)
    leaving.begin()
    first = leaving._since.value
    leaving.begin()
    assert leaving._since.value == first


def test_a_fork_knows_what_its_parent_is_told() -> None:
    leaving = Leaving(3600)
    told, answer = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.read(told[0], 1)
        os.write(answer[1], b"y" if leaving.has_begun else b"n")
        os._exit(0)
    leaving.begin()
    os.write(told[1], b".")
    assert os.read(answer[0], 1) == b"y"
    os.waitpid(child, 0)
