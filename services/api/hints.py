"""Hints that don't keep a caller waiting for long, and that find the worker with the browser."""

import asyncio
from typing import Final

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.stores import Hints, LeaseStore
from errands.telemetry import metrics

KEEPER_SECONDS: Final = 1.0
"""How long a turn waits for the worker that has its browser open, while others may be free."""

_log = structlog.get_logger(__name__)


class PromptHints:
    """`Hints` within a bound. A turn whose hint fails is found by the reconciler."""

    def __init__(self, hints: Hints, seconds: float = 1.0) -> None:
        self._hints = hints
        self._seconds = seconds

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._hints.send(session, to)
        except TimeoutError as error:
            metrics.HINTS_FAILED.inc()
            _log.warning("hint.not_sent", session=session, error=repr(error))


class KeeperHints:
    """`Hints` to the worker that keeps the session's browser, if one does.

    It may be busy, or dead: a turn that nobody has begun after `patience` seconds is told to all.
    """

    def __init__(self, hints: Hints, leases: LeaseStore, patience: float = KEEPER_SECONDS) -> None:
        self._hints = hints
        self._leases = leases
        self._patience = patience
        self._looking: set[asyncio.Task[None]] = set()

    async def send(self, session: SessionId, to: WorkerId | None = None) -> None:
        keeper = to or await self._keeper(session)
        await self._hints.send(session, keeper)
        if keeper is not None:
            looking = asyncio.create_task(self._look_after(session))
            self._looking.add(looking)
            looking.add_done_callback(self._looking.discard)

    async def close(self) -> None:
        """What isn't looked after any more is the reconciler's."""
        for looking in self._looking:
            looking.cancel()
        await asyncio.gather(*self._looking, return_exceptions=True)

    async def _keeper(self, session: SessionId) -> WorkerId | None:
        try:
            return await self._leases.keeper(session)
        except StoreUnavailableError as error:
            _log.warning("keeper.unknown", session=session, error=repr(error))
            return None

    async def _look_after(self, session: SessionId) -> None:
        await asyncio.sleep(self._patience)
        try:
            if not await self._leases.is_orphan(session):
                return
        except StoreUnavailableError as error:
            _log.warning("keeper.unknown", session=session, error=repr(error))
        metrics.KEEPERS_MISSED.inc()
        await self._hints.send(session)
