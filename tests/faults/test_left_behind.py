"""What a worker leaves that is killed with its browser frozen: the next worker clears it away."""

import asyncio
import signal
from pathlib import Path

import psutil
import pytest

from errands.contracts.turn import TurnStatus
from services.worker.scratch import VARIABLE
from tests.faults.once import ended_once
from tests.worker_process import Bench, Processes, Script, kill_at_once, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]


@pytest.fixture
def errands_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary things that no other test's workers use."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def browsers(processes: Processes, worker: psutil.Process) -> list[psutil.Process]:
    """All that the worker's child has started."""
    child = processes.child(worker)
    return [one for one in processes.family(worker) if one not in (worker, child)]


def folders(root: Path) -> set[Path]:
    return set(root.glob("errands-browser-*"))


def is_used(folder: Path) -> bool:
    return any(folder.iterdir())


def kill_with_its_browser_frozen(
    processes: Processes, worker: psutil.Process
) -> list[psutil.Process]:
    """What doesn't notice that its owner has died, and stays."""
    left = browsers(processes, worker)
    assert len(left) > 1
    for one in left:
        one.send_signal(signal.SIGSTOP)
    kill_at_once([processes.child(worker), worker])
    return left


async def test_the_next_worker_ends_the_processes_and_removes_the_folder_of_a_killed_one_only(
    errands_bench: Bench, processes: Processes, script: Script, errands_tmp: Path
) -> None:
    script.hold_before = "click"
    processes.reconciler()
    killed = processes.worker()
    session = await errands_bench.session()
    turn = await errands_bench.say(session, "Save a note for Maya")
    await seen(script.held)
    (folder,) = folders(errands_tmp)
    script.hold_before = ""
    living = processes.worker()
    other = await errands_bench.say(await errands_bench.session(), "Save a note for Maya")
    await errands_bench.ended(other)
    theirs = browsers(processes, living)
    (their_folder,) = folders(errands_tmp) - {folder}
    left = kill_with_its_browser_frozen(processes, killed)
    assert is_used(folder)
    assert all(one.is_running() for one in left)
    processes.worker()
    gone, _ = await asyncio.to_thread(psutil.wait_procs, left, timeout=30)
    assert len(gone) == len(left)
    await until(lambda: is_away(folder))
    assert all(one.is_running() for one in theirs)
    assert is_used(their_folder)
    ended = await ended_once(errands_bench, session, turn)
    assert (ended.status, ended.attempts) == (TurnStatus.SAID, 2), processes.log()


async def is_away(folder: Path) -> bool | None:
    return folder not in folders(folder.parent) or None


async def test_a_worker_that_ends_by_itself_leaves_no_folder(
    errands_bench: Bench, processes: Processes, errands_tmp: Path
) -> None:
    worker = processes.worker()
    session = await errands_bench.session()
    await errands_bench.ended(await errands_bench.say(session, "Save a note for Maya"))
    processes.family(worker)
    assert len(folders(errands_tmp)) == 1
    worker.send_signal(signal.SIGTERM)
    await processes.exit_code(worker)
    assert folders(errands_tmp) == set()
