"""Files in a folder, one folder a session. Where workers are many, they and the API share it."""

import asyncio
import hashlib
import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile

from errands.backends.file_names import MAX_BYTES, MAX_FILES, free_name, safe_name
from errands.contracts.errors import FileRefusedError, NotFoundError
from errands.contracts.ids import SessionId


class Drawer:
    """`Files`. A name is taken by linking a finished file to it, so none is seen half written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

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
        if not self._folder.exists():
            return ()
        return tuple(sorted(p.name for p in self._folder.iterdir() if p.name[0] != "."))


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
