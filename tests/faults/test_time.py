"""A turn that takes longer than the broker's patience: one run."""

import pytest

from errands.backends.redis_connection import connect
from errands.contracts.turn import TurnStatus
from tests.faults.once import ended_once
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
