"""Where lines are written first: files of this machine, until they are full or old."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from uuid import uuid4

import structlog

from errands.backends.gzip_lines import LinesFile, claim, unpacked
from errands.contracts.ports import Clock

FULL_BYTES: Final = 1024 * 1024
"""Compressed; some thousands of steps."""
SUFFIX: Final = ".jsonl.gz"
HOUR: Final = len("20260301T09")
"""A file's name begins with the UTC hour of its lines."""

_log = structlog.get_logger(__name__)


def hour_of(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H")


class _Period(NamedTuple):
    hour: str
    process: int


class LineSpool:
    """One file for a process and an hour, or more where there is much.

    Threads and forked processes may share one.
    """

    def __init__(self, folder: Path, clock: Clock, full: int = FULL_BYTES) -> None:
        self._folder = folder
        self._clock = clock
        self._full = full
        self._lock = threading.Lock()
        self._files = 0
        self._open: tuple[_Period, LinesFile] | None = None

    def append(self, line: bytes) -> str:
        """The name of the file that it went to. Raises `OSError`; the next line has a new file."""
        with self._lock:
            file = self._current()
            try:
                file.write_line(line)
            except OSError:
                self._open = None
                file.close()
                raise
            if file.size >= self._full:
                self._end()
            return file.name

    def rest(self) -> None:
        """Ends the open file if its hour is over."""
        with self._lock:
            if self._open is not None and self._open[0] != self._period():
                self._end()

    def end(self) -> None:
        with self._lock:
            self._end()

    def names(self) -> list[str]:
        return [path.name for path in self._folder.glob(f"[!.]*{SUFFIX}")]

    def read(self, name: str) -> list[bytes] | None:
        """The lines so far; `None` where the file is gone."""
        try:
            return unpacked((self._folder / name).read_bytes())
        except FileNotFoundError:
            return None

    def finished(self) -> Iterator[tuple[str, list[bytes]]]:
        """Files that nobody writes any more, also of processes that were killed.

        Each is removed when the next one is asked for; nobody else gets it meanwhile.
        """
        for name in sorted(self.names()):
            path = self._folder / name
            file = claim(path)
            if file is not None:
                with file:
                    yield name, unpacked(file.read())
                    path.unlink()

    def _current(self) -> LinesFile:
        period = self._period()
        if self._open is not None and self._open[0] == period:
            return self._open[1]
        self._end()
        self._files += 1
        # A process id isn't unique among containers that share a folder.
        name = f"{period.hour}-{period.process}-{self._files:06}-{uuid4().hex[:8]}{SUFFIX}"
        self._open = (period, LinesFile(self._folder / name))
        return self._open[1]

    def _period(self) -> _Period:
        return _Period(hour_of(self._clock.now()), os.getpid())

    def _end(self) -> None:
        """Ends the open file; one that was open before a fork is the parent's to end."""
        if self._open is None:
            return
        (period, file), self._open = self._open, None
        try:
            if period.process == os.getpid():
                file.finish()
        except OSError as error:
            _log.info("lines.no_trailer", file=file.name, error=repr(error))
        finally:
            file.close()
