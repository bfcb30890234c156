"""Files in a folder, one folder a session. Where workers are many, they and the API share it."""

import asyncio
import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from errands.backends.file_names import MAX_BYTES, MAX_FILES, free_name, safe_name
from errands.contracts.errors import FileRefusedError, NotFoundError
from errands.contracts.ids import SessionId

_TICK: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the folder held when it was last changed, in nanoseconds of its file system."""

    changed: int
    names: tuple[str, ...]


class Drawer:
    """`Files`. A name is taken by linking a finished file to it, so none is seen half written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: _Listed | None = None

    async def put(self, name: str, content: bytes) -> str:
        if len(content) > MAX_BYTES:
            raise FileRefusedError
        return await asyncio.to_thread(self._put, safe_name(name), content)

    async def get(self, name: str) -> bytes:
        return await asyncio.to_thread(self._get, name)

    async def names(self) -> tuple[str, ...]:
        return await asyncio.to_thread(self._names)

    def _put(self, name: str, content: bytes) -> str:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self._folder, prefix=".") as file:
            file.write(content)
            file.flush()
            while len(taken := self._names()) < MAX_FILES:
                kept = free_name(name, taken)
                try:
                    os.link(file.name, self._folder / kept)
                except FileExistsError:
                    continue  # another was quicker
                return kept
        raise FileRefusedError

    def _get(self, name: str) -> bytes:
        if name not in self._names():
            raise NotFoundError
        return (self._folder / name).read_bytes()

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

    def __init__(self, root: Path) -> None:
        self._root = root

    def of(self, session: SessionId) -> Drawer:
        return Drawer(self._folder(session))

    async def forget(self, session: SessionId) -> None:
        await asyncio.to_thread(shutil.rmtree, self._folder(session), ignore_errors=True)

    def _folder(self, session: SessionId) -> Path:
        return self._root / hashlib.sha256(session.encode()).hexdigest()[:32]
