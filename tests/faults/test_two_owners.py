"""Two workers that both take a session for theirs: only one of them acts."""

import pytest

from errands.backends.redis_layout import SessionKeys
from errands.contracts.event import TurnStarted
from errands.contracts.turn import TurnStatus
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, Site, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def test_the_one_whose_lease_is_gone_does_nothing_though_it_doesnt_know_yet(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    processes.lease_seconds = 60  # it won't ask for long whether it still has it
    script.hold_before = "click"
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    script.hold_before = ""
    processes.worker()
    await errands_bench.redis.delete(SessionKeys("errands", session.id).lease)
    for _ in range(2):
        await errands_bench.hints.send(session.id)

    async def has_second_owner() -> bool | None:
        events = await errands_bench.events(session)
        return len([event for event in events if isinstance(event, TurnStarted)]) == 2 or None

    await until(has_second_owner, 60)
    script.go.set()
    await until_lost(processes)
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 2), processes.log()
    assert site.posts == ["Maya"]


async def until_lost(processes: Processes) -> None:
    async def look() -> bool | None:
        return "lease.lost" in processes.log() or None

    await until(look)
