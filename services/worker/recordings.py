"""Looking after recordings, beside the work that makes them."""

import asyncio
from typing import Final

import structlog

from errands.contracts.ports import Clock, RecordingStore
from errands.telemetry import metrics

SHIP_SECONDS: Final = 30.0
EXPIRE_SECONDS: Final = 1800.0
_DAY: Final = 86400.0

_log = structlog.get_logger(__name__)


async def ship_forever(recordings: RecordingStore) -> None:
    while True:
        await asyncio.sleep(SHIP_SECONDS)
        await ship(recordings)


async def ship(recordings: RecordingStore) -> None:
    """What can't be shipped stays on this machine, and is tried again."""
    try:
        await recordings.ship()
    except Exception:  # noqa: BLE001 each file system has errors of its own
        metrics.RECORDINGS_NOT_SHIPPED.inc()
        _log.exception("recordings.not_shipped")


async def expire_forever(recordings: RecordingStore, clock: Clock, days: float) -> None:
    """Returns at once where they are kept for ever."""
    while days:
        await expire(recordings, clock, days)
        await asyncio.sleep(EXPIRE_SECONDS)


async def expire(recordings: RecordingStore, clock: Clock, days: float) -> None:
    try:
        await recordings.expire(clock.now() - days * _DAY)
    except Exception:  # noqa: BLE001 as above; the next time may do better
        _log.exception("recordings.not_expired")
