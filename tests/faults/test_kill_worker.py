"""Workers that die in the middle of a turn: it goes on, and ends once."""

import asyncio
import signal

import psutil
import pytest

from errands.contracts.event import SessionChanged
from errands.contracts.ids import WorkerId
from errands.contracts.session import PendingEffect, SessionStatus
from errands.contracts.turn import StopReason, TurnStatus
from tests.faults.once import ended_once
from tests.redis_process import RedisProcess
from tests.worker_process import Bench, Processes, Script, Site, kill_at_once, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


@pytest.mark.parametrize("before", ["fill", "click", "say"])
async def test_killed_child_is_succeeded_by_another(
    errands_bench: Bench, processes: Processes, script: Script, site: Site, before: str
) -> None:
    script.hold_before = before
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    processes.family(worker)
    processes.child(worker).kill()
    script.hold_before = ""
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.reply) == (TurnStatus.SAID, "It is saved."), processes.log()
    assert ended.attempts == 2
    assert site.posts == ["Maya"]


async def test_killed_worker_is_succeeded_by_another(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "say"
    processes.reconciler()
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    kill_at_once(processes.family(worker))
    script.hold_before = ""
    processes.worker()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 2), processes.log()
    assert site.posts == ["Maya"]
    events = await errands_bench.events(session)
    statuses = [event.status for event in events if isinstance(event, SessionChanged)]
    assert SessionStatus.RESCHEDULING in statuses
    assert statuses[-1] is SessionStatus.IDLE


async def test_paused_worker_finds_itself_fenced(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    processes.reconciler()
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    paused = processes.family(worker)
    for process in paused:
        process.send_signal(signal.SIGSTOP)
    script.hold_before = ""
    processes.worker()
    ended = await ended_once(errands_bench, session, turn)
    script.go.set()
    for process in paused:
        process.send_signal(signal.SIGCONT)

    async def gave_up() -> bool | None:
        return "lease.lost" in processes.log() or None

    await until(gave_up)
    assert await ended_once(errands_bench, session, turn) == ended
    assert site.posts == ["Maya"]


async def test_effect_that_was_cut_off_is_never_repeated(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    site.button = script.button = "Send"
    processes.reconciler()  # a hint may be lost, here as anywhere
    worker = processes.worker()
    session = await errands_bench.session()
    asked = await errands_bench.ended(await errands_bench.say(session, "Send a note for Maya"))
    assert asked.stop_reason is StopReason.NEEDS_YES
    assert isinstance((await errands_bench.sessions.load(session.id)).pending_effect, PendingEffect)
    site.holds = True
    turn = await errands_bench.say(session, "yes")
    await seen(site.held)
    processes.family(worker)
    processes.child(worker).kill()
    ended = await errands_bench.ended(turn)
    assert ended.stop_reason is StopReason.OUTCOME_UNKNOWN, processes.log()
    assert ended.reply
    assert site.posts == ["Maya"]


async def test_a_turn_that_was_saved_but_for_its_own_record_is_not_played_again(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya", hint=False)
    lease = await errands_bench.leases.acquire(session.id, WorkerId("dead"))
    assert lease is not None
    running = turn.model_copy(update={"status": TurnStatus.RUNNING, "attempts": 1})
    await errands_bench.turns.save(running, lease.fence)
    asks = {"status": TurnStatus.ASKED, "stop_reason": StopReason.NEEDS_YES, "reply": "Shall I?"}
    pending = PendingEffect(fingerprint="f", question="Shall I?")
    kept = {"pending_effect": pending, "ended": running.model_copy(update=asks)}
    await errands_bench.sessions.save(session.model_copy(update=kept), lease.fence)
    await errands_bench.leases.release(lease)

    processes.reconciler()
    processes.worker()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.stop_reason, ended.reply) == (StopReason.NEEDS_YES, "Shall I?"), processes.log()
    assert (await errands_bench.sessions.load(session.id)).pending_effect == pending
    assert site.posts == []


async def test_cancelling_in_the_middle_of_an_effect_tells_that_it_may_have_happened(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    site.button = script.button = "Send"
    processes.reconciler()  # a hint may be lost, here as anywhere
    processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Send a note for Maya"))
    site.holds = True
    turn = await errands_bench.say(session, "yes")
    await seen(site.held)
    await errands_bench.turns.cancel(turn.session, turn.id)
    ended = await errands_bench.ended(turn)
    assert ended.stop_reason is StopReason.OUTCOME_UNKNOWN, processes.log()
    site.holds = False
    site.go.set()
    kept = await errands_bench.sessions.load(session.id)
    assert (kept.pending_effect, kept.approved) == (None, ())
    assert site.posts == ["Maya"]


async def test_killed_chromium_costs_a_restart(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    processes.reconciler()  # a hint may be lost, here as anywhere
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    chromium = [p for p in processes.family(worker) if "chrom" in p.name()]
    assert chromium
    kill_at_once(chromium)
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]


async def test_killed_driver_costs_a_restart(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    processes.reconciler()  # a hint may be lost, here as anywhere
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    drivers = [p for p in processes.family(worker) if p.exe().endswith("node")]
    assert drivers
    kill_at_once(drivers)
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]


async def test_flushed_broker_is_healed(
    errands_bench: Bench, processes: Processes, redis_server: RedisProcess
) -> None:
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    with redis_server.client() as client:
        client.execute_command("SELECT", 1)
        client.execute_command("FLUSHDB")
    processes.worker()
    processes.reconciler()
    assert (await errands_bench.ended(turn)).status is TurnStatus.SAID


async def test_nothing_of_a_killed_worker_is_left(
    errands_bench: Bench, processes: Processes, script: Script
) -> None:
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    family = processes.family(worker)
    child = processes.child(worker)
    worker.kill()
    child.kill()
    gone, left = await asyncio.to_thread(psutil.wait_procs, family, timeout=30)
    assert len(gone) > 3
    assert left == []
