"""Folders of browsers, and processes that were started in one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from services.worker.scratch import VARIABLE, Scratch, sweep

WAITS = "import signal; print(flush=True); signal.pause()"


@contextmanager
def started_in(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits; its variable names the folder."""
    process = subprocess.Popen(  # noqa: S603 our own words only
        [sys.executable, "-c", WAITS],
        env={**os.environ, VARIABLE: str(folder)},  # noqa: TID251 tests have no settings
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def left_by_a_dead_worker(root: Path) -> Path:
    scratch = Scratch.make(root)
    (scratch.path / "profile").mkdir()
    os.close(scratch._lock)
    return scratch.path


def test_what_a_dead_worker_has_left_is_swept_with_its_processes(tmp_path: Path) -> None:
    path = left_by_a_dead_worker(tmp_path)
    with started_in(path) as process, capture_logs() as lines:
        sweep(tmp_path)
        assert not psutil.pid_exists(process.pid)
    assert not path.exists()
    assert lines == [
        {"event": "scratch.swept", "folder": path.name, "processes": 1, "log_level": "info"}
    ]


def test_a_living_workers_folder_and_processes_stay(tmp_path: Path) -> None:
    scratch = Scratch.make(tmp_path)
    with started_in(scratch.path) as process:
        sweep(tmp_path)
        assert process.poll() is None
        assert scratch.path.is_dir()
    scratch.close()
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_never_finished_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, new = tmp_path / ".errands-browser-old", tmp_path / ".errands-browser-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    sweep(tmp_path)
    assert not old.exists()
    assert new.is_dir(), "somebody may be making it"


def test_what_isnt_a_browsers_folder_of_ours_stays(tmp_path: Path) -> None:
    other = tmp_path / "playwright_chromiumdev_profile-x"
    elsewhere = tmp_path / "elsewhere"
    for folder in (other, elsewhere):
        folder.mkdir()
    link = tmp_path / "errands-browser-link"
    link.symlink_to(elsewhere)
    with started_in(elsewhere) as process:
        sweep(tmp_path)
        assert process.poll() is None
    assert other.is_dir()
    assert elsewhere.is_dir()
    assert link.is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_another_users_folder_stays(tmp_path: Path) -> None:
    path = left_by_a_dead_worker(tmp_path)
    os.chown(path, 12345, 12345)
    sweep(tmp_path)
    assert path.is_dir()
