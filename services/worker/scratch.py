"""The folder that a worker's browser writes into; what dead workers have left is swept away."""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self

import psutil
import structlog

VARIABLE: Final = "TMPDIR"
"""Names the folder to all that its owner starts, and tells whose they are."""

_PREFIX: Final = "errands-browser-"
_ROUNDS: Final = 3
_GONE_SECONDS: Final = 2.0
_MAKING_SECONDS: Final = 60.0

_log = structlog.get_logger(__name__)


class Scratch:
    """Locked as long as the process lives that has made it, however that ends."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def make(cls, root: Path) -> Self:
        hidden = Path(tempfile.mkdtemp(prefix=f".{_PREFIX}", dir=root))
        lock = os.open(hidden, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = hidden.rename(root / hidden.name[1:])  # it is never seen without its lock
        return cls(path, lock)

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def sweep(root: Path) -> None:
    """Ends what dead workers have started and removes their folders; living ones' stay.

    A lock tells who is dead, not a number: other containers may share the folder.
    """
    half_made = (path for path in root.glob(f".{_PREFIX}*") if _is_old(path))
    for path in (*root.glob(f"{_PREFIX}*"), *half_made):
        with _claimed(path) as is_left:
            if is_left:
                ended = _end_those_of(path)
                shutil.rmtree(path, ignore_errors=True)
                _log.info("scratch.swept", folder=path.name, processes=ended)


def _is_old(path: Path) -> bool:
    """Whether its maker has died over it: between making and locking lies an instant."""
    try:
        return time.time() - path.stat().st_mtime > _MAKING_SECONDS
    except OSError:
        return False


@contextmanager
def _claimed(path: Path) -> Iterator[bool]:
    """Whether it is a folder of ours whose owner is dead; then nobody else gets it meanwhile."""
    try:
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        yield False  # somebody else's, or just removed
        return
    try:
        yield os.fstat(lock).st_uid == os.geteuid() and _lock_at_once(lock)
    finally:
        os.close(lock)


def _lock_at_once(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False  # its owner lives, or the folder can't be locked
    return True


def _end_those_of(path: Path) -> int:
    """How many processes there were. More than one round: what dies may just have started one."""
    ended = 0
    for _ in range(_ROUNDS):
        found = [process for process in psutil.process_iter() if _belongs_to(path, process)]
        for process in found:
            ended += _kill_with_children(process)
        psutil.wait_procs(found, timeout=_GONE_SECONDS)
        if not found:
            break
    return ended


def _belongs_to(path: Path, process: psutil.Process) -> bool:
    try:
        return process.environ().get(VARIABLE) == str(path)
    except (psutil.Error, OSError):
        return False  # another user's, or gone


def _kill_with_children(process: psutil.Process) -> int:
    """A renderer's own variables can't be read; whose child it is tells as well."""
    try:
        family = [*process.children(recursive=True), process]
    except psutil.Error:
        return 0
    for one in family:
        try:
            one.kill()
        except psutil.Error:
            continue  # gone, or not ours
    return len(family)
