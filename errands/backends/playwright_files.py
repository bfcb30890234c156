"""A session's files in Chromium: uploads come from its drawer, downloads go there."""

import asyncio
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Download, ElementHandle, Error, FilePayload

from errands.contracts.errors import FileRefusedError, FileTooLargeError, NotFoundError
from errands.contracts.ports import Files
from errands.contracts.step import Effect, EffectKind

_DOWNLOADS: Final = 15.0
_SET_MS: Final = 5_000.0
_UNKNOWN: Final = "application/octet-stream"


@dataclass(slots=True)
class Trunk:
    """`kept` says what became of each download since it was last asked."""

    files: Files | None
    _saving: list[asyncio.Task[str]] = field(default_factory=list)

    async def names(self) -> tuple[str, ...]:
        return await self.files.names() if self.files is not None else ()

    async def attach(self, field_: ElementHandle, name: str) -> Effect:
        """Puts a file into a field; the page gets its name and content, never a path."""
        if self.files is None:
            return Effect(kind=EffectKind.FAILED, detail="no file store")
        try:
            content = await self.files.get(name)
        except NotFoundError:
            return Effect(kind=EffectKind.FAILED, detail=f"no file {name}")
        mime = mimetypes.guess_type(name)[0] or _UNKNOWN
        payload = FilePayload(name=name, mimeType=mime, buffer=content)
        await field_.set_input_files(payload, timeout=_SET_MS)
        return Effect(kind=EffectKind.OK, detail=name)

    def take(self, download: Download) -> None:
        self._saving.append(asyncio.ensure_future(self._save(download)))

    async def kept(self) -> tuple[str, ...]:
        saving, self._saving = self._saving, []
        return tuple(await asyncio.gather(*saving))

    def drop(self) -> None:
        for task in self._saving:
            task.cancel()

    async def _save(self, download: Download) -> str:
        name = download.suggested_filename
        if self.files is None:
            return name
        try:
            async with asyncio.timeout(_DOWNLOADS):
                path = await download.path()
            return await self._put(self.files, name, path)
        except TimeoutError:
            await download.cancel()
            return f"{name} failed: it takes too long"
        except (Error, FileRefusedError) as error:
            return f"{name} failed: {error}"

    async def _put(self, files: Files, name: str, path: Path) -> str:
        size = (await asyncio.to_thread(path.stat)).st_size
        if size > files.limits.max_bytes:
            raise FileTooLargeError
        return await files.put(name, await asyncio.to_thread(path.read_bytes))
