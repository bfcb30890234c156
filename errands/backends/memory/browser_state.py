from errands.backends.memory.state import MemoryState, Room
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import SessionClosedError
from errands.contracts.ids import Fence, SessionId


class MemoryBrowserState:
    """`StateStore`."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    async def save(self, session: SessionId, state: BrowserState, fence: Fence) -> None:
        self._open(session, fence).state = state

    async def load(self, session: SessionId) -> BrowserState | None:
        return self._state.room(session).state

    async def save_screenshot(self, session: SessionId, png: bytes, fence: Fence) -> None:
        self._open(session, fence).screenshot = png

    async def screenshot(self, session: SessionId) -> bytes | None:
        return self._state.room(session).screenshot

    def _open(self, session: SessionId, fence: Fence) -> Room:
        room = self._state.fenced(session, fence)
        if room.closed:
            raise SessionClosedError
        return room
