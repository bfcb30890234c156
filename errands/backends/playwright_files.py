"""A session's files in Chromium: uploads come from its drawer, downloads go there."""

import asyncio
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.async_api import Download, ElementHandle, Error, FilePayload

from errands.backends.playwright_bounds import Bounds
from errands.contracts.errors import FileRefusedError, FileTooLargeError, NotFoundError
from errands.contracts.ports import Files
from errands.contracts.step import Effect, EffectKind

_LOOK: Final = 0.1
_SET_MS: Final = 5_000.0
_UNKNOWN: Final = "application/octet-stream"


@dataclass(slots=True)
class Trunk:
    """`kept` says what became of each download since it was last asked."""

    files: Files | None
    bounds: Bounds
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
            await download.cancel()
            return name
        try:
            return await self._put(self.files, name, await self._whole(self.files, download))
        except TimeoutError:
            return f"{name} failed: it takes too long"
        except (Error, FileRefusedError) as error:
            return f"{name} failed: {error}"

    async def _whole(self, files: Files, download: Download) -> Path:
        """Where it lies once all of it is there. Raises `FileTooLargeError`, `TimeoutError`."""
        coming = asyncio.ensure_future(download.path())
        try:
            async with asyncio.timeout(self.bounds.download_seconds):
                await _watched(coming, files, download)
            return await coming
        except (FileTooLargeError, TimeoutError):
            await download.cancel()
            raise
        finally:
            coming.cancel()

    async def _put(self, files: Files, name: str, path: Path) -> str:
        size = (await asyncio.to_thread(path.stat)).st_size
        if size > files.limits.max_bytes:
            raise FileTooLargeError
        return await files.put(name, await asyncio.to_thread(path.read_bytes))


async def _watched(coming: asyncio.Future[Path], files: Files, download: Download) -> None:
    while not coming.done():
        if await asyncio.to_thread(_come_so_far, download) > files.limits.max_bytes:
            raise FileTooLargeError
        await asyncio.wait({coming}, timeout=_LOOK)


def _come_so_far(download: Download) -> int:
    """How many bytes of it are there. Playwright tells its path only once all of it is."""
    artifact = download._impl_obj._artifact  # noqa: SLF001 its public path waits for the end
    path = Path(artifact._initializer["absolutePath"])  # noqa: SLF001
    return max(map(_size, (path, path.with_name(f"{path.name}.crdownload"))))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
