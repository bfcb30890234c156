"""Files in a folder, one folder a session. Where workers are many, they and the API share it."""

import asyncio
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from errands.backends.file_names import check_name, free_name, safe_name
from errands.contracts.errors import FileTooLargeError, NotFoundError, TooManyFilesError
from errands.contracts.files import FileLimits, KeptFile
from errands.contracts.ids import SessionId

_TICK: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the folder held when it was last changed, in nanoseconds of its file system."""

    changed: int
    names: tuple[str, ...]


class Drawer:
    """`Files`. A name is given to a finished file only, so none is seen half written."""

    def __init__(self, folder: Path, limits: FileLimits) -> None:
        self._folder = folder
        self._limits = limits
        self._listed: _Listed | None = None

    @property
    def limits(self) -> FileLimits:
        return self._limits

    async def put(self, name: str, content: bytes) -> str:
        return await asyncio.to_thread(self._put, safe_name(name), content)

    async def replace(self, name: str, content: bytes) -> bool:
        check_name(name)
        return await asyncio.to_thread(self._replace, name, content)

    async def get(self, name: str) -> bytes:
        return await asyncio.to_thread(self._get, name)

    async def remove(self, name: str) -> None:
        await asyncio.to_thread(self._remove, name)

    async def names(self) -> tuple[str, ...]:
        return await asyncio.to_thread(self._names)

    async def all(self) -> tuple[KeptFile, ...]:
        return await asyncio.to_thread(lambda: tuple(self._kept()))

    def _put(self, name: str, content: bytes) -> str:
        with self._written(content) as finished:
            while len(taken := self._names()) < self._limits.max_files:
                kept = free_name(name, taken)
                try:
                    os.link(finished, self._folder / kept)
                except FileExistsError:
                    continue  # another was quicker
                return kept
        raise TooManyFilesError

    def _replace(self, name: str, content: bytes) -> bool:
        with self._written(content) as finished:
            taken = self._names()
            if name not in taken and len(taken) >= self._limits.max_files:
                raise TooManyFilesError
            second = Path(f"{finished}-named")  # the first is removed by its own name
            os.link(finished, second)
            second.replace(self._folder / name)
        return name not in taken

    @contextmanager
    def _written(self, content: bytes) -> Iterator[str]:
        """The path of a finished file that has no name yet."""
        if len(content) > self._limits.max_bytes:
            raise FileTooLargeError
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self._folder, prefix=".") as file:
            file.write(content)
            file.flush()
            yield file.name

    def _get(self, name: str) -> bytes:
        if name not in self._names():
            raise NotFoundError
        return (self._folder / name).read_bytes()

    def _remove(self, name: str) -> None:
        if name not in self._names():
            raise NotFoundError
        (self._folder / name).unlink(missing_ok=True)

    def _kept(self) -> Iterator[KeptFile]:
        for name in self._names():
            try:
                yield KeptFile(name=name, size=(self._folder / name).stat().st_size)
            except FileNotFoundError:
                continue  # removed meanwhile

    def _names(self) -> tuple[str, ...]:
        """Asked for at every step: the folder is read anew only where it has changed."""
        try:
            changed = self._folder.stat().st_mtime_ns
            if self._listed is None or self._listed.changed != changed:
                names = tuple(sorted(p.name for p in self._folder.iterdir() if p.name[0] != "."))
                listed = _Listed(changed, names)
                # A change in the same tick of the file system's clock would not be seen.
                self._listed = listed if time.time_ns() - changed > _TICK else None
                return names
        except FileNotFoundError:
            return ()
        return self._listed.names


class FolderFiles:
    """`FileStore`. A session's folder is named by a digest, so that no id can lead elsewhere."""

    def __init__(self, root: Path, limits: FileLimits | None = None) -> None:
        self._root = root
        self._limits = limits or FileLimits()

    def of(self, session: SessionId) -> Drawer:
        return Drawer(self._folder(session), self._limits)

    async def forget(self, session: SessionId) -> None:
        await asyncio.to_thread(shutil.rmtree, self._folder(session), ignore_errors=True)

    def _folder(self, session: SessionId) -> Path:
        return self._root / hashlib.sha256(session.encode()).hexdigest()[:32]
