"""Lines in a gzip file, each of which can be read as soon as it is written."""

import fcntl
import os
import zlib
from collections.abc import Iterable
from io import FileIO
from pathlib import Path

_GZIP = 31
"""zlib's window bits for a gzip header and trailer."""


class LinesFile:
    """A new file, locked until it is closed, so that `claim` tells whether anybody writes it.

    Every line is flushed to the operating system as a whole: a process that is killed loses at
    most the line it was writing.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        hidden = path.with_name(f".{path.name}")
        self._file = FileIO(hidden, "x")
        fcntl.flock(self._file, fcntl.LOCK_EX)
        hidden.rename(path)  # it is never seen without its lock
        self._gzip = zlib.compressobj(wbits=_GZIP)
        self.name = path.name
        self.size = 0

    def write_line(self, line: bytes) -> None:
        """Raises `OSError` where the disk is full.

        Then no line may follow: the compressor counts on what it has given out.
        """
        self._write(self._gzip.compress(line + b"\n") + self._gzip.flush(zlib.Z_SYNC_FLUSH))

    def finish(self) -> None:
        """Writes gzip's trailer; no line may follow. Without one the lines can be read as well."""
        self._write(self._gzip.flush(zlib.Z_FINISH))

    def close(self) -> None:
        self._file.close()

    def _write(self, data: bytes) -> None:
        self.size += len(data)
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) or 0 :]


def claim(path: Path) -> FileIO | None:
    """A file that nobody writes any more, for this caller alone until it is closed."""
    try:
        file = FileIO(path)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(file.fileno()).st_nlink:
            return file
    except BlockingIOError:
        pass
    file.close()
    return None


def unpacked(data: bytes) -> list[bytes]:
    """The whole lines of a file, which may have been cut off anywhere."""
    *lines, _cut_off = zlib.decompressobj(_GZIP).decompress(data).split(b"\n")
    return lines


def packed(lines: Iterable[bytes]) -> bytes:
    gzip = zlib.compressobj(wbits=_GZIP)
    return gzip.compress(b"".join(line + b"\n" for line in lines)) + gzip.flush()
