"""Removing what is left of closed sessions, once nobody needs to read it any more."""

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId
from errands.contracts.ports import Clock, FileStore
from errands.contracts.stores import SessionStore

LOOK_SECONDS: Final = 30.0
AT_ONCE: Final = 200
_HOUR: Final = 3600.0

_log = structlog.get_logger(__name__)


class Forgets(Protocol):
    """Anything that holds something of sessions."""

    async def forget(self, session: SessionId) -> None: ...


class Forgetting:
    """`elsewhere` is what holds something of them outside of Redis and their files."""

    def __init__(
        self,
        sessions: SessionStore,
        files: FileStore,
        elsewhere: Sequence[Forgets],
        clock: Clock,
        hours: float,
    ) -> None:
        self._sessions = sessions
        self._holders: tuple[Forgets, ...] = (files, *elsewhere)
        self._clock = clock
        self._seconds = hours * _HOUR

    async def once(self) -> None:
        """Looks once. Raises `StoreUnavailableError`."""
        for session in await self._sessions.closed(self._clock.now() - self._seconds, AT_ONCE):
            try:
                # Last of all the session: until then it is found again.
                for holder in self._holders:
                    await holder.forget(session)
            except OSError as error:
                _log.warning("session.not_forgotten", session=session, error=repr(error))
                continue
            if await self._sessions.forget(session):
                _log.info("session.forgotten", session=session)

    async def forever(self) -> None:
        while True:
            try:
                await self.once()
            except StoreUnavailableError as error:
                _log.warning("sessions.not_forgotten", error=repr(error))
            await asyncio.sleep(LOOK_SECONDS)
