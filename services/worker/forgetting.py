"""Closing sessions that nobody uses any more, and removing what is left of closed ones."""

import asyncio
from collections.abc import Sequence
from typing import Final, Protocol

import structlog

from errands.contracts.errors import NotFoundError, SessionBusyError, StoreUnavailableError
from errands.contracts.event import SessionChanged
from errands.contracts.ids import SessionId
from errands.contracts.ports import Clock, FileStore
from errands.contracts.session import SessionStatus
from errands.contracts.stores import SessionStore
from errands.telemetry.observe import observe_event

LOOK_SECONDS: Final = 30.0
AT_ONCE: Final = 200
_HOUR: Final = 3600.0

_log = structlog.get_logger(__name__)


class Forgets(Protocol):
    """Anything that holds something of sessions."""

    async def forget(self, session: SessionId) -> None: ...


class Forgetting:
    """`elsewhere` is what holds something of them outside of Redis and their files.

    `hours` count from the closing, `idle_hours` from the last message; 0 closes none.
    """

    def __init__(
        self,
        sessions: SessionStore,
        files: FileStore,
        elsewhere: Sequence[Forgets],
        clock: Clock,
        hours: float,
        idle_hours: float = 0,
    ) -> None:
        self._sessions = sessions
        self._holders: tuple[Forgets, ...] = (files, *elsewhere)
        self._clock = clock
        self._seconds = hours * _HOUR
        self._idle_seconds = idle_hours * _HOUR

    async def once(self) -> None:
        """Looks once. Raises `StoreUnavailableError`."""
        if self._idle_seconds:
            await self._close_idle()
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

    async def _close_idle(self) -> None:
        now = self._clock.now()
        for session in await self._sessions.idle(now - self._idle_seconds, AT_ONCE):
            closed = SessionChanged(session=session, at=now, status=SessionStatus.CLOSED)
            try:
                for event in await self._sessions.close(session, closed, unless_busy=True):
                    observe_event(event)
                await self._holders[0].forget(session)
            except (NotFoundError, SessionBusyError):
                continue  # it was listed and never made, or something is said in it
            except OSError as error:
                _log.warning("files.not_forgotten", session=session, error=repr(error))
            _log.info("session.expired", session=session)

    async def forever(self) -> None:
        while True:
            try:
                await self.once()
            except StoreUnavailableError as error:
                _log.warning("sessions.not_forgotten", error=repr(error))
            await asyncio.sleep(LOOK_SECONDS)
