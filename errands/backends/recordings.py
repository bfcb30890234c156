"""Recordings as gzipped JSON lines: one file for a process and an hour.

Every line is flushed to the operating system as a whole, so a process that is killed loses at
most the line it was writing. Such a file has no gzip trailer; `read` takes what is there.
"""

import asyncio
import os
import threading
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from uuid import uuid4

from errands.contracts.ports import Clock
from errands.contracts.recording import Recording

_GZIP = 31
"""zlib's window bits for a gzip header and trailer."""


class _Period(NamedTuple):
    hour: str
    process: int


class _OpenFile:
    """A gzip file whose every line can be read as soon as it is written."""

    def __init__(self, path: Path) -> None:
        self._file = FileIO(path, "x")
        self._gzip = zlib.compressobj(wbits=_GZIP)

    def write_line(self, line: bytes) -> None:
        self._write(self._gzip.compress(line + b"\n") + self._gzip.flush(zlib.Z_SYNC_FLUSH))

    def finish(self) -> None:
        """Writes gzip's trailer; no line may follow."""
        self._write(self._gzip.flush(zlib.Z_FINISH))

    def close(self) -> None:
        self._file.close()

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) or 0 :]


class GzipRecordings:
    """`RecordingStore` in `folder`; threads and forked processes may share one."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._open: tuple[_Period, _OpenFile] | None = None

    async def append(self, recording: Recording) -> None:
        await asyncio.to_thread(self._append, recording)

    async def read(self) -> AsyncIterator[Recording]:
        """All recordings, of all processes; those of one process in order."""
        for path in await asyncio.to_thread(self._files):
            for recording in await asyncio.to_thread(_read_file, path):
                yield recording

    def close(self) -> None:
        """Ends the file properly; not needed for its lines to be read."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _append(self, recording: Recording) -> None:
        line = recording.model_dump_json().encode()
        with self._lock:
            self._current().write_line(line)

    def _current(self) -> _OpenFile:
        """The file of this hour; the file of the hour before is ended."""
        hour = datetime.fromtimestamp(self._clock.now(), UTC).strftime("%Y%m%dT%H")
        period = _Period(hour, os.getpid())
        if self._open is not None and self._open[0] == period:
            return self._open[1]
        self._end()
        self._folder.mkdir(parents=True, exist_ok=True)
        # A process id isn't unique among containers that share a folder.
        name = f"{period.hour}-{period.process}-{uuid4().hex[:8]}.jsonl.gz"
        self._open = (period, _OpenFile(self._folder / name))
        return self._open[1]

    def _end(self) -> None:
        """Ends the open file; one that was open before a fork is the parent's to end."""
        if self._open is None:
            return
        (period, file), self._open = self._open, None
        if period.process == os.getpid():
            file.finish()
        file.close()

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl.gz"))


def _read_file(path: Path) -> list[Recording]:
    *lines, _cut_off = zlib.decompressobj(_GZIP).decompress(path.read_bytes()).split(b"\n")
    return [Recording.model_validate_json(line) for line in lines]
