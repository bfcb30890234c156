"""Lines of one kind: written to a file of this machine, then kept in an archive."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from pydantic import TypeAdapter

from errands.backends.line_archive import LineArchive, without
from errands.backends.line_spool import FULL_BYTES, LineSpool, hour_of
from errands.contracts.ids import SessionId
from errands.contracts.ports import Clock

LineT = TypeVar("LineT")


@dataclass(frozen=True, slots=True)
class LinePlace:
    """`url` is a folder or anything fsspec can open; `open_files` is a folder of this machine."""

    url: str
    open_files: Path

    @classmethod
    def at(cls, url: str | Path, open_files: Path | None = None) -> Self:
        """Open files lie below a plain folder unless another is given."""
        beside = Path("var/recordings") if "://" in str(url) else Path(url)
        return cls(str(url), open_files or beside / "open")

    def below(self, name: str) -> Self:
        """Another place, in a folder of this one."""
        return type(self)(f"{self.url}/{name}", self.open_files / name)


class ArchivedLines(Generic[LineT]):
    """Threads and forked processes may share one."""

    def __init__(
        self, place: LinePlace, clock: Clock, kind: TypeAdapter[LineT], full: int = FULL_BYTES
    ) -> None:
        self._kind = kind
        self._spool = LineSpool(place.open_files, clock, full)
        self._archive = LineArchive(place.url)
        self._gone: frozenset[str] = frozenset()

    async def append(self, line: LineT) -> None:
        await self.put(line)

    async def put(self, line: LineT) -> str:
        """Appends it; the name of the file that it went to."""
        return await asyncio.to_thread(lambda: self._spool.append(self._kind.dump_json(line)))

    async def read(self) -> AsyncIterator[LineT]:
        """All lines, of all processes; those of one process in order."""
        for name in await asyncio.to_thread(self._names):
            for line in await asyncio.to_thread(self._parsed, name):
                yield line

    async def read_file(self, name: str) -> list[LineT]:
        """No lines where there is no such file any more."""
        return await asyncio.to_thread(self._parsed, name)

    async def newest(self, most: int) -> list[LineT]:
        """So many of the newest, a file's more at most; in the order of `read`."""
        return await asyncio.to_thread(self._newest, most)

    async def ship(self) -> None:
        await asyncio.to_thread(self._ship)

    async def forget(self, session: SessionId) -> None:
        await asyncio.to_thread(self._archive.forget, session)
        await self.ship()

    async def expire(self, before: float) -> None:
        await asyncio.to_thread(self._archive.expire, hour_of(before))

    def close(self) -> None:
        """Ends the open file properly; not needed for its lines to be read."""
        self._spool.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _names(self) -> list[str]:
        written = self._spool.names()  # first: a file goes from here to there
        return sorted({*written, *self._archive.names()})

    def _newest(self, most: int) -> list[LineT]:
        files: list[list[LineT]] = []
        for name in reversed(self._names()):
            if sum(map(len, files)) >= most:
                break
            files.append(self._parsed(name))
        return [line for lines in reversed(files) for line in lines]

    def _parsed(self, name: str) -> list[LineT]:
        lines = self._spool.read(name)
        if lines is None:
            lines = self._archive.read(name)
        kept = without(lines, self._archive.forgotten())
        return [self._kind.validate_json(line) for line in kept]

    def _ship(self) -> None:
        gone = self._archive.forgotten()
        if gone == self._gone:
            self._spool.rest()
        else:
            self._spool.end()  # it may hold what was forgotten
        for name, lines in self._spool.finished():
            self._archive.add(name, lines)
        self._gone = gone
