"""Pages and sites that misbehave under a worker: the turn ends once, the next is served."""

import signal
from time import monotonic

import psutil
import pytest

from errands.contracts.turn import StopReason, Turn, TurnStatus
from tests.command_line import command_line
from tests.faults.once import ended_once
from tests.living import lives
from tests.worker_process import Bench, Front, Processes, Script, Site, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]

ENDS_SECONDS = 100
"""Two steps that hang, and what a busy machine takes besides."""

RESTLESS = {
    "asks before it is left": "onbeforeunload = (e) => e.preventDefault()",
    "loads itself for ever": "setTimeout(() => location.reload(), 50)",
    "prints for ever": "setInterval(() => print(), 20)",
    "grows for ever": "setInterval(() => document.body.append(document.createElement('p')), 1)",
    "opens windows for ever": "setInterval(() => window.open('/saved/nobody'), 100)",
}
STUCK = {
    "computes for ever": "setTimeout(() => { while (true) {} }, 300)",
    "alerts in a loop": "while (true) alert('Look!')",
}
ALLOCATES = """const kept = [];
setInterval(() => { if (kept.length < 100) kept.push(new Uint8Array(1e7).fill(1)); }, 5)"""


async def played(errands_bench: Bench) -> Turn:
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    ended = await ended_once(errands_bench, session, turn, ENDS_SECONDS)
    assert ended.reply
    assert ended.attempts == 1
    return ended


async def serves_the_next(errands_bench: Bench, site: Site, processes: Processes) -> None:
    site.script, site.front = "", "form"
    site.posts.clear()
    ended = await played(errands_bench)
    assert (ended.status, site.posts) == (TurnStatus.SAID, ["Maya"]), processes.log()


@pytest.mark.long
@pytest.mark.parametrize("does", RESTLESS.values(), ids=RESTLESS.keys())
async def test_a_page_that_does_not_rest_is_used_or_given_up(
    errands_bench: Bench, processes: Processes, site: Site, does: str
) -> None:
    site.script = does
    processes.worker()
    await played(errands_bench)
    await serves_the_next(errands_bench, site, processes)


async def test_a_page_that_alerts_for_ever_is_used_or_given_up(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    site.script = "setInterval(() => alert('Look!'), 1)"
    processes.worker()
    started = monotonic()
    ended = await played(errands_bench)
    given_up = {StopReason.PAGE_STUCK, StopReason.LOOP}
    assert ended.stop_reason in {StopReason.SAID, *given_up}, processes.log()
    assert monotonic() - started < 25, "nothing hangs for as long as a step may"
    await serves_the_next(errands_bench, site, processes)


@pytest.mark.long
@pytest.mark.parametrize("does", STUCK.values(), ids=STUCK.keys())
async def test_a_page_that_answers_no_more_is_given_up(
    errands_bench: Bench, processes: Processes, site: Site, does: str
) -> None:
    site.script = does
    processes.worker()
    ended = await played(errands_bench)
    assert ended.stop_reason is StopReason.PAGE_STUCK, processes.log()
    assert f"127.0.0.1:{site.port}" in (ended.reply or "")
    await serves_the_next(errands_bench, site, processes)


@pytest.mark.long
async def test_nothing_computes_on_for_a_page_that_was_given_up(
    errands_bench: Bench, processes: Processes, site: Site, script: Script
) -> None:
    site.script, script.hold_before = STUCK["computes for ever"], "fill"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    stuck = [p for p in processes.family(worker) if "--type=renderer" in command_line(p)]
    assert stuck
    script.go.set()
    await ended_once(errands_bench, session, turn, ENDS_SECONDS)
    await until(lambda: _all_ended(stuck))


async def _all_ended(processes: list[psutil.Process]) -> bool | None:
    ended = not any(lives(process) for process in processes)
    return ended or None


@pytest.mark.long
async def test_a_chromium_that_stands_still_is_replaced(
    errands_bench: Bench, processes: Processes, site: Site, script: Script
) -> None:
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    for process in processes.family(worker):
        if "chromium" in process.name() and "--type=" not in " ".join(command_line(process)):
            process.send_signal(signal.SIGSTOP)
    script.hold_before = ""
    script.go.set()
    ended = await ended_once(errands_bench, session, turn, 2 * ENDS_SECONDS)
    assert (ended.status, site.posts) == (TurnStatus.SAID, ["Maya"]), processes.log()


async def test_a_page_that_allocates_for_ever_is_ended_before_the_worker_is(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    processes.page_max_bytes = 400_000_000
    site.script = ALLOCATES
    processes.worker()
    ended = await played(errands_bench)
    assert ended.stop_reason is StopReason.PAGE_STUCK, processes.log()
    assert "page.too_large" in processes.log()
    await serves_the_next(errands_bench, site, processes)


@pytest.mark.long
async def test_a_page_that_is_sent_for_ever_is_used_or_ended(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    processes.page_max_bytes = 400_000_000
    site.front = "is sent for ever"
    processes.worker()
    await played(errands_bench)
    assert "page.too_large" in processes.log()
    await serves_the_next(errands_bench, site, processes)


@pytest.mark.parametrize(
    "front",
    ["redirects for ever", pytest.param("never answers", marks=pytest.mark.long)],
)
async def test_a_site_that_never_comes_up_is_named(
    errands_bench: Bench, processes: Processes, site: Site, front: Front
) -> None:
    site.front = front
    processes.worker()
    ended = await played(errands_bench)
    assert ended.stop_reason is StopReason.UNREACHABLE
    assert f"127.0.0.1:{site.port}" in (ended.reply or "")
    site.go.set()
    await serves_the_next(errands_bench, site, processes)
