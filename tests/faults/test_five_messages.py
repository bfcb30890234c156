"""The same message five times, to two workers."""

import pytest

from errands.contracts.event import TurnStarted
from errands.contracts.turn import TurnStatus
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, Site, seen

pytestmark = [pytest.mark.redis, pytest.mark.browser]


@pytest.mark.long
async def test_five_messages_to_two_workers_are_one_run(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "say"
    for _ in range(2):
        processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    for _ in range(4):
        await errands_bench.hints.send(session.id)
    await seen(script.held)
    for _ in range(5):
        await errands_bench.hints.send(session.id)
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    events = await errands_bench.events(session)
    assert len([event for event in events if isinstance(event, TurnStarted)]) == 1
    assert site.posts == ["Maya"]
