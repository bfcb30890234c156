from collections import defaultdict

from errands.backends.file_names import check_name, free_name, safe_name
from errands.contracts.errors import FileTooLargeError, NotFoundError, TooManyFilesError
from errands.contracts.files import FileLimits, KeptFile
from errands.contracts.ids import SessionId


class MemoryDrawer:
    """`Files`."""

    def __init__(self, content: dict[str, bytes], limits: FileLimits) -> None:
        self._content = content
        self._limits = limits

    @property
    def limits(self) -> FileLimits:
        return self._limits

    async def put(self, name: str, content: bytes) -> str:
        kept = free_name(safe_name(name), self._content)
        await self.replace(kept, content)
        return kept

    async def replace(self, name: str, content: bytes) -> bool:
        check_name(name)
        is_new = name not in self._content
        if len(content) > self._limits.max_bytes:
            raise FileTooLargeError
        if is_new and len(self._content) >= self._limits.max_files:
            raise TooManyFilesError
        self._content[name] = content
        return is_new

    async def get(self, name: str) -> bytes:
        if name not in self._content:
            raise NotFoundError
        return self._content[name]

    async def remove(self, name: str) -> None:
        if self._content.pop(name, None) is None:
            raise NotFoundError

    async def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._content))

    async def all(self) -> tuple[KeptFile, ...]:
        return tuple(KeptFile(name=n, size=len(self._content[n])) for n in await self.names())


class MemoryFiles:
    """`FileStore`."""

    def __init__(self, limits: FileLimits | None = None) -> None:
        self._limits = limits or FileLimits()
        self._drawers: defaultdict[SessionId, dict[str, bytes]] = defaultdict(dict)

    def of(self, session: SessionId) -> MemoryDrawer:
        return MemoryDrawer(self._drawers[session], self._limits)

    async def forget(self, session: SessionId) -> None:
        self._drawers[session].clear()
