"""A disk that takes no recordings: they are lost, and counted; turns are not."""

import re
import resource
import signal

import httpx
import psutil
import pytest

from errands.backends.archived_lines import LinePlace
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.turn import TurnStatus
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, Site, seen

pytestmark = [pytest.mark.redis, pytest.mark.browser]


async def test_a_disk_that_takes_nothing_costs_recordings_only(
    errands_bench: Bench, processes: Processes, site: Site
) -> None:
    (processes.folder / "recordings").write_text("in the way: no file can be made below it")
    processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    ended = await ended_once(errands_bench, session, turn)
    assert ended.status is TurnStatus.SAID, processes.log()
    assert "recording.lost" in processes.log()
    assert site.posts == ["Maya"]


async def test_a_disk_that_fills_up_in_the_middle_costs_what_would_have_been_written(
    errands_bench: Bench, processes: Processes, script: Script, site: Site
) -> None:
    """Not even the log finds room. What was written before and what comes after is whole."""
    script.hold_before = "click"
    worker = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    child, port = processes.child(worker), processes.metrics_port(worker)
    processes.family(worker)
    child.rlimit(psutil.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    script.hold_before = ""
    script.go.set()
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts, ended.steps) == (TurnStatus.SAID, 1, 3), processes.log()
    assert await lost(port) == 2
    child.rlimit(psutil.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    again = await errands_bench.say(session, "And again")
    assert (await ended_once(errands_bench, session, again)).status is TurnStatus.SAID
    assert await lost(port) == 2
    worker.send_signal(signal.SIGTERM)
    await processes.exit_code(worker)
    place = LinePlace.at(processes.folder / "recordings")
    kept = [one async for one in GzipRecordings(place, SystemClock()).read()]
    assert [(one.turn, one.number) for one in kept] == [(turn.id, 1), (again.id, 1)]
    assert site.posts == ["Maya"]


async def lost(port: int) -> float:
    """How many recordings the worker says it has lost."""
    async with httpx.AsyncClient() as client:
        metrics = (await client.get(f"http://127.0.0.1:{port}/metrics")).text
    found = re.search(r"^errands_recordings_lost_total (\S+)", metrics, re.MULTILINE)
    assert found is not None
    return float(found[1])
