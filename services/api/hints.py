"""Hints that never keep a caller waiting for long."""

import asyncio

import structlog

from errands.contracts.ids import SessionId
from errands.contracts.stores import Hints
from errands.telemetry import metrics

_log = structlog.get_logger(__name__)


class PromptHints:
    """`Hints` within a bound. A turn whose hint fails is found by the reconciler."""

    def __init__(self, hints: Hints, seconds: float = 1.0) -> None:
        self._hints = hints
        self._seconds = seconds

    async def send(self, session: SessionId) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._hints.send(session)
        except TimeoutError as error:
            metrics.HINTS_FAILED.inc()
            _log.warning("hint.not_sent", session=session, error=repr(error))
