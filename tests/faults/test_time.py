"""Clocks that jump, and turns that take longer than the broker's patience: one run each."""

import asyncio
from pathlib import Path
from typing import cast

import pytest

from errands.backends.redis_connection import connect
from errands.contracts.event import TurnStarted
from errands.contracts.turn import TurnStatus
from tests.faults.once import ended_once
from tests.redis_process import RedisProcess
from tests.worker_process import Bench, Processes, Script, Site, broker_of, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser, pytest.mark.long]


async def left_elsewhere(processes: Processes) -> None:
    """Until another worker has heard of the session, and left it to the one that has it."""

    async def look() -> bool | None:
        return "session.leased_elsewhere" in processes.log() or None

    await until(look, 60)


async def test_a_message_that_is_sent_again_while_its_turn_runs_starts_nothing(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    for _ in range(2):
        processes.start("tests.faults.impatient_broker", "2")
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    await left_elsewhere(processes)
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]
    await until(lambda: nothing_left(errands_bench))


async def nothing_left(errands_bench: Bench) -> bool | None:
    """The message goes round no more."""
    async with connect(broker_of(errands_bench.redis_url)) as broker:
        keys = await broker.keys()
    return all(b"_kombu.binding" in key for key in keys) or None


@pytest.mark.parametrize("seconds", ["-60", "60"])
async def test_a_clock_that_jumps_moves_no_lease(
    errands_bench: Bench,
    processes: Processes,
    script: Script,
    site: Site,
    redis_server: RedisProcess,
    tmp_path: Path,
    seconds: str,
) -> None:
    jumped = tmp_path / "jumped"
    wrong = "tests.faults.wrong_clock", seconds, str(jumped)
    script.hold_before = "click"
    processes.start(*wrong, "services.worker.reconciler")
    processes.start(*wrong, "services.worker")
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    processes.worker()
    jumped.touch()
    await two_leases_later(redis_server, processes.lease_seconds)
    for _ in range(3):
        await errands_bench.hints.send(session.id)
    await left_elsewhere(processes)
    script.hold_before = ""
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    again = await errands_bench.say(session, "And again")
    assert (await ended_once(errands_bench, session, again)).status is TurnStatus.SAID
    events = await errands_bench.events(session)
    assert len([event for event in events if isinstance(event, TurnStarted)]) == 2
    assert site.posts == ["Maya"]


async def two_leases_later(server: RedisProcess, lease_seconds: float) -> None:
    """By the clock that leases go by."""
    with server.client() as client:

        def now() -> int:
            return cast("tuple[int, int]", client.time())[0]

        until_then = now() + 2 * lease_seconds + 1

        async def look() -> bool | None:
            return await asyncio.to_thread(now) >= until_then or None

        await until(look)
