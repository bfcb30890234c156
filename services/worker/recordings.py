"""Looking after recordings and their pictures, beside the work that makes them."""

import asyncio
from collections.abc import Sequence
from typing import Final, TypeAlias

import structlog

from errands.contracts.keeping import PictureStore, RecordingStore
from errands.contracts.ports import Clock
from errands.telemetry import metrics

SHIP_SECONDS: Final = 30.0
EXPIRE_SECONDS: Final = 1800.0
_DAY: Final = 86400.0

Kept: TypeAlias = RecordingStore | PictureStore

_log = structlog.get_logger(__name__)


async def ship_forever(kept: Sequence[Kept]) -> None:
    while True:
        await asyncio.sleep(SHIP_SECONDS)
        for store in kept:
            await ship(store)


async def ship(store: Kept) -> None:
    """What can't be shipped stays on this machine, and is tried again."""
    try:
        await store.ship()
    except Exception:  # noqa: BLE001 each file system has errors of its own
        metrics.RECORDINGS_NOT_SHIPPED.inc()
        _log.exception("recordings.not_shipped")


async def expire_forever(kept: Sequence[Kept], clock: Clock, days: float) -> None:
    """Returns at once where they are kept for ever."""
    while days:
        for store in kept:
            await expire(store, clock, days)
        await asyncio.sleep(EXPIRE_SECONDS)


async def expire(store: Kept, clock: Clock, days: float) -> None:
    try:
        await store.expire(clock.now() - days * _DAY)
    except Exception:  # noqa: BLE001 as above; the next time may do better
        _log.exception("recordings.not_expired")
