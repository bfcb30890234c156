"""A session's next turn goes to the worker that has its browser open, if that one is there."""

from collections.abc import AsyncIterator

import psutil
import pytest

from errands.contracts.session import Session
from errands.contracts.turn import Turn, TurnStatus
from services.api.hints import KeeperHints
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, Site, kill_at_once, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]

NAMES = ("anna", "bert")
RELOADED = "reload -> page changed"
LONG = 60.0
"""Seconds of a lease that no test waits for."""


@pytest.fixture
def workers(processes: Processes) -> dict[str, psutil.Popen]:
    """No reconciler is beside them: what it would heal doesn't happen."""
    processes.lease_seconds = LONG
    return {name: processes.worker(name) for name in NAMES}


@pytest.fixture
async def finding(errands_bench: Bench) -> AsyncIterator[KeeperHints]:
    hints = KeeperHints(errands_bench.hints, errands_bench.leases)
    yield hints
    await hints.close()


async def said(bench: Bench, finding: KeeperHints, session: Session, message: str) -> Turn:
    turn = await bench.say(session, message, hint=False)
    await finding.send(session.id)
    return await ended_once(bench, session, turn)


async def keeper_of(bench: Bench, session: Session) -> str:
    """The name of who keeps its browser, once nobody works on it."""

    async def look() -> str | None:
        if await bench.redis.exists(f"errands:{{{session.id}}}:lease"):
            return None
        return await bench.leases.keeper(session.id)

    return (await until(look)).partition("@")[0]


async def test_the_next_turns_go_to_the_worker_that_has_the_page(
    errands_bench: Bench,
    finding: KeeperHints,
    workers: dict[str, psutil.Popen],
    processes: Processes,
) -> None:
    session = await errands_bench.session()
    await said(errands_bench, finding, session, "Save a note for Maya")
    keeper = await keeper_of(errands_bench, session)
    assert keeper in workers
    for _ in range(4):
        turn = await said(errands_bench, finding, session, "And once more")
        assert turn.status is TurnStatus.SAID, processes.log()
        assert await keeper_of(errands_bench, session) == keeper
    assert RELOADED not in (await errands_bench.sessions.load(session.id)).history


async def test_another_worker_takes_the_turn_of_a_keeper_that_is_dead(
    errands_bench: Bench,
    finding: KeeperHints,
    workers: dict[str, psutil.Popen],
    processes: Processes,
) -> None:
    session = await errands_bench.session()
    await said(errands_bench, finding, session, "Save a note for Maya")
    keeper = await keeper_of(errands_bench, session)
    kill_at_once(processes.family(workers[keeper]))
    turn = await said(errands_bench, finding, session, "And once more")
    assert (turn.status, turn.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert turn.started_at is not None
    assert turn.started_at - turn.created_at < LONG / 4
    assert await keeper_of(errands_bench, session) == next(n for n in NAMES if n != keeper)
    assert RELOADED in (await errands_bench.sessions.load(session.id)).history


async def test_a_turn_whose_child_dies_beside_an_idle_worker_does_not_wait_for_its_lease(
    errands_bench: Bench,
    workers: dict[str, psutil.Popen],
    processes: Processes,
    script: Script,
    site: Site,
) -> None:
    script.hold_before = "click"
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    owner = await errands_bench.leases.keeper(session.id)
    assert owner is not None
    worker = workers[owner.partition("@")[0]]
    processes.family(worker)
    processes.child(worker).kill()
    script.hold_before = ""
    ended = await ended_once(errands_bench, session, turn, LONG / 2)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 2), processes.log()
    assert site.posts == ["Maya"]
