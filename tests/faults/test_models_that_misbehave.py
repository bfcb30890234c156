"""Models and renderers that misbehave under a worker: the turn ends once, the next is served."""

from collections import deque

import pytest

from errands.contracts.turn import StopReason, TurnStatus
from tests.command_line import command_line
from tests.faults.once import ended_once
from tests.model_peer import Fault, ModelPeer
from tests.worker_process import Bench, Processes, Script, Site, kill_at_once, seen

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def serves_the_next(errands_bench: Bench, site: Site, processes: Processes) -> None:
    site.posts.clear()
    session = await errands_bench.session()
    said = await errands_bench.say(session, "Save a note for Maya")
    ended = await errands_bench.ended(said, 120)
    assert (ended.status, site.posts) == (TurnStatus.SAID, ["Maya"]), processes.log()


async def test_a_renderer_that_is_killed_costs_a_context(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    family = processes.family(worker)
    renderers = [p for p in family if "--type=renderer" in command_line(p)]
    assert renderers
    kill_at_once(renderers)
    script.hold_before = ""
    script.go.set()
    ended = await ended_once(errands_bench, session, turn, 120)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]


FAULTS: dict[str, list[Fault]] = {
    "starts": ["failing"] * 3,
    "says something else": ["garbage"] * 2,
    "hangs up": ["cut"] * 2,
    "has no room": ["too many", "later"],
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS.keys())
async def test_a_model_server_that_recovers_costs_time_alone(
    errands_bench: Bench, processes: Processes, site: Site, peer: ModelPeer, faults: list[Fault]
) -> None:
    peer.faults = deque(faults)
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    ended = await ended_once(errands_bench, session, turn, 120)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 1), processes.log()
    assert site.posts == ["Maya"]
    assert not peer.faults


async def test_a_model_that_talks_rubbish_ends_the_turn_and_nothing_is_done(
    errands_bench: Bench, processes: Processes, site: Site, peer: ModelPeer
) -> None:
    lines = peer.answer
    peer.answer = lambda _: "\x00 ]] click -1 fill {"
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    ended = await ended_once(errands_bench, session, turn, 120)
    assert ended.stop_reason in {StopReason.LOOP, StopReason.MODEL_UNAVAILABLE}, processes.log()
    assert ended.reply
    assert site.posts == []
    peer.answer = lines
    await serves_the_next(errands_bench, site, processes)
