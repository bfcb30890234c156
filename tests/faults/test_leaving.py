"""A worker that is told to end in the middle of a turn: another one goes on with it."""

import signal

import httpx
import pytest

from errands.contracts.event import SessionChanged
from errands.contracts.session import SessionStatus
from errands.contracts.turn import StopReason, TurnStatus
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, Site, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def test_another_worker_goes_on_where_the_last_step_ended(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    processes.leave_seconds = 0.5
    script.hold_before = "say"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    assert len(processes.family(worker)) > 3
    worker.send_signal(signal.SIGTERM)
    processes.worker()
    script.hold_before = ""
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]
    events = await errands_bench.events(session)
    statuses = [event.status for event in events if isinstance(event, SessionChanged)]
    assert SessionStatus.RESCHEDULING in statuses
    assert await processes.exit_code(worker) == 0, processes.log()
    assert "session.handed_over" in processes.log()


async def test_what_waits_behind_a_turn_is_left_to_another_worker(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    first = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    second = await errands_bench.say(session, "And once more")
    processes.family(worker)
    worker.send_signal(signal.SIGTERM)

    async def told() -> bool | None:
        return "Warm shutdown" in processes.log() or None

    await until(told)
    script.hold_before = ""
    script.go.set()
    assert await processes.exit_code(worker) == 0, processes.log()
    assert (await errands_bench.turns.get(session.id, first.id)).attempts == 1
    assert (await errands_bench.turns.get(session.id, second.id)).status is TurnStatus.QUEUED
    processes.worker()
    ended = await ended_once(errands_bench, session, second)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]


async def test_an_effect_that_is_under_way_is_not_repeated_by_who_goes_on(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    processes.leave_seconds = 0.5
    site.button = script.button = "Send"
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Send a note for Maya"))
    site.holds = True
    turn = await errands_bench.say(session, "yes")
    await seen(site.held)
    processes.family(worker)
    worker.send_signal(signal.SIGTERM)
    processes.worker()
    ended = await errands_bench.ended(turn)
    assert ended.stop_reason is StopReason.OUTCOME_UNKNOWN, processes.log()
    assert site.posts == ["Maya"]
    assert await processes.exit_code(worker) == 0, processes.log()


async def test_a_post_from_the_same_machine_drains(
    errands_bench: Bench, processes: Processes
) -> None:
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    processes.family(worker)
    port = processes.metrics_port(worker)
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"http://127.0.0.1:{port}/drain")
    assert answer.status_code == 202
    assert await processes.exit_code(worker) == 0, processes.log()


async def test_a_worker_that_ends_at_once_loses_no_turn(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    """By SIGQUIT: nothing is handed over."""
    script.hold_before = "say"
    processes.reconciler()
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    assert len(processes.family(worker)) > 3
    worker.send_signal(signal.SIGQUIT)
    await processes.exit_code(worker)
    script.hold_before = ""
    processes.worker()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 2), processes.log()
    assert site.posts == ["Maya"]
