from collections import defaultdict

from errands.backends.file_names import MAX_BYTES, MAX_FILES, free_name, safe_name
from errands.contracts.errors import FileRefusedError, NotFoundError
from errands.contracts.ids import SessionId


class MemoryDrawer:
    """`Files`."""

    def __init__(self, content: dict[str, bytes]) -> None:
        self._content = content

    async def put(self, name: str, content: bytes) -> str:
        if len(content) > MAX_BYTES or len(self._content) >= MAX_FILES:
            raise FileRefusedError
        kept = free_name(safe_name(name), self._content)
        self._content[kept] = content
        return kept

    async def get(self, name: str) -> bytes:
        if name not in self._content:
            raise NotFoundError
        return self._content[name]

    async def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._content))


class MemoryFiles:
    """`FileStore`."""

    def __init__(self) -> None:
        self._drawers: defaultdict[SessionId, dict[str, bytes]] = defaultdict(dict)

    def of(self, session: SessionId) -> MemoryDrawer:
        return MemoryDrawer(self._drawers[session])

    async def forget(self, session: SessionId) -> None:
        self._drawers[session].clear()
