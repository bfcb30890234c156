"""Telling webhooks, for as long as the process lives."""

import asyncio
from typing import Final

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.telemetry import metrics
from services.worker.relay import Relay
from services.worker.sender import Sender
from services.worker.telling import Telling

LOOK_SECONDS: Final = 0.5
LAG_SECONDS: Final = 5.0
"""How often it is asked how far behind they are."""

_log = structlog.get_logger(__name__)


async def tell_forever(telling: Telling, sender: Sender) -> None:
    relay, measured = Relay(telling), -LAG_SECONDS
    try:
        while True:
            try:
                await relay.once()
                await sender.once()
                if telling.clock.elapsed() - measured >= LAG_SECONDS:
                    metrics.WEBHOOK_LAG_SECONDS.set(await lag_of(telling))
                    measured = telling.clock.elapsed()
            except StoreUnavailableError as error:
                _log.warning("webhooks.not_told", error=repr(error))
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        await sender.close()


async def lag_of(telling: Telling) -> float:
    """Seconds since the oldest event happened that is still to be sent; 0 without one."""
    webhooks = await telling.webhooks.everyone()
    oldest = [
        await telling.deliveries.oldest(one.id) for one in webhooks if one.disabled_at is None
    ]
    now = telling.clock.now()
    return max((max(0.0, now - one.made_at) for one in oldest if one is not None), default=0.0)
