"""A worker as it is deployed: Celery, Redis, Chromium, a model over the wire."""

import signal

import httpx
import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.pictures import GzipPictures
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.event import StepTaken, TurnEnded, TurnStarted
from errands.contracts.label import key_of
from errands.contracts.session import SessionStatus
from errands.contracts.turn import TurnStatus
from tests.worker_process import Bench, Processes, Script, Site, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def test_plays_a_turn_to_its_reply(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    assert (turn.status, turn.reply) == (TurnStatus.SAID, "It is saved."), processes.log()
    assert site.posts == ["Maya"]
    assert turn.attempts == 1
    kinds = [event.type for event in await errands_bench.events(session)]
    assert kinds[:3] == ["turn.queued", "turn.started", "session.changed"]
    assert kinds.count("step.taken") == turn.steps == 3
    assert kinds[-2:] == ["turn.ended", "session.changed"]
    saved = await errands_bench.sessions.load(session.id)
    assert saved.status is SessionStatus.IDLE
    assert [line.text for line in saved.chat] == ["Save a note for Maya", "It is saved."]
    state = await errands_bench.states.load(session.id)
    assert state is not None
    assert state.url == f"{site.url}saved/Maya"
    png = await errands_bench.states.screenshot(session.id)
    assert png is not None
    assert png.startswith(b"\x89PNG")


async def test_a_browser_that_has_grown_is_started_anew_between_turns(
    errands_bench: Bench, processes: Processes
) -> None:
    """The next turn goes on from the kept state, and is told so."""
    processes.browser_max_bytes = 1
    processes.worker()
    session = await errands_bench.session()

    async def recycled() -> bool | None:
        return "browser.recycled" in processes.log() or None

    for name in ("Maya", "Noah"):
        turn = await errands_bench.ended(await errands_bench.say(session, f"Save one for {name}"))
        assert turn.status is TurnStatus.SAID, processes.log()
        await until(recycled)  # a turn that comes before it goes on with the page as it is
    assert processes.left_behind() == []
    saved = await errands_bench.sessions.load(session.id)
    assert saved.history.count("reload -> page changed") == 1


async def test_runs_turns_in_order_however_often_it_is_told(
    errands_bench: Bench, processes: Processes
) -> None:
    session = await errands_bench.session()
    turns = [await errands_bench.say(session, f"Save a note for Maya {n}") for n in range(3)]
    for _ in range(5):
        await errands_bench.hints.send(session.id)
    processes.worker()
    await errands_bench.ended(turns[-1])
    events = await errands_bench.events(session)
    ended = [event.turn.number for event in events if isinstance(event, TurnEnded)]
    started = [event.turn.number for event in events if isinstance(event, TurnStarted)]
    assert started == ended == [1, 2, 3]


async def test_a_page_is_kept_as_it_looked(errands_bench: Bench, processes: Processes) -> None:
    processes.pictures = True
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await errands_bench.ended(turn)
    worker.send_signal(signal.SIGTERM)
    await processes.exit_code(worker)
    place, clock = LinePlace.at(processes.folder / "recordings"), SystemClock()
    recordings = [one async for one in GzipRecordings(place, clock).read()]
    assert len(recordings) == 3
    pictures = GzipPictures(place, clock)
    steps = await errands_bench.journal.steps(session.id, turn.id)
    assert [step.picture for step in steps] == [one.screenshot for one in recordings]
    found = [
        await pictures.find(one.screenshot, key_of(one)) for one in recordings if one.screenshot
    ]
    # One that takes long on a busy computer is done without.
    assert found
    assert all(png is not None and png[:4] == b"\x89PNG" for png in found)


async def test_sigterm_lets_the_turn_finish_and_leaves_nothing_behind(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    assert len(processes.family(worker)) > 3
    worker.send_signal(signal.SIGTERM)
    script.go.set()
    ended = await errands_bench.ended(turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1)
    assert site.posts == ["Maya"]
    await processes.exit_code(worker)


async def test_interrupt_leaves_no_chromium_behind(
    errands_bench: Bench, processes: Processes
) -> None:
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    assert len(processes.family(worker)) > 3
    worker.send_signal(signal.SIGINT)
    await processes.exit_code(worker)


async def test_cancel_reaches_into_a_step(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    await errands_bench.turns.cancel(session.id, turn.id)
    ended = await errands_bench.ended(turn, 5)
    assert ended.status is TurnStatus.CANCELLED
    assert ended.reply
    assert site.posts == []


async def test_closing_the_session_stops_its_turn(
    errands_bench: Bench, processes: Processes, script: Script
) -> None:
    script.hold_before = "click"
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    await errands_bench.sessions.close(session.id)
    assert (await errands_bench.ended(turn, 5)).status is TurnStatus.CANCELLED
    assert await errands_bench.states.load(session.id) is None


async def test_lost_hint_is_healed(errands_bench: Bench, processes: Processes) -> None:
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya", hint=False)
    processes.worker()
    processes.reconciler()
    assert (await errands_bench.ended(turn)).status is TurnStatus.SAID


async def test_shows_health_and_metrics(errands_bench: Bench, processes: Processes) -> None:
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    port = processes.metrics_port(worker)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        assert (await client.get("/healthz")).status_code == 200
        metrics = (await client.get("/metrics")).text
    assert 'errands_turns_ended_total{status="said",stop_reason="said"} 1.0' in metrics
    assert len([e for e in await errands_bench.events(session) if isinstance(e, StepTaken)]) == 3


async def test_a_worker_that_takes_nothing_says_so(
    errands_bench: Bench, processes: Processes
) -> None:
    """Its child is well, and nothing comes to it: the main process stands still."""
    processes.stuck_seconds = 0.5
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    port = processes.metrics_port(worker)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:

        async def status(code: int) -> bool | None:
            return (await client.get("/healthz")).status_code == code or None

        assert await status(200)
        worker.send_signal(signal.SIGSTOP)
        try:
            await errands_bench.say(session, "And another one")
            # The first goes to whoever asked last, alive or not; the reconciler sends more.
            await errands_bench.hints.send(session.id)
            await until(lambda: status(503))
        finally:
            worker.send_signal(signal.SIGCONT)
        await until(lambda: status(200))
