"""Telling webhooks, for as long as the process lives."""

import asyncio
import math
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
    relay, lag = Relay(telling), _Lag(telling)
    try:
        while True:
            try:
                await relay.once()
                await sender.once()
                await lag.once()
            except StoreUnavailableError as error:
                lag.forget()
                _log.warning("webhooks.not_told", error=repr(error))
            except Exception:  # noqa: BLE001 a mistake of ours; the next look may do better
                lag.forget()
                _log.exception("webhooks.not_told")
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        await sender.close()


def begin_telling(telling: Telling, sender: Sender) -> asyncio.Task[None]:
    """Tells beside what else the process does; if it ever ends by itself, that is said."""
    task = asyncio.create_task(tell_forever(telling, sender))
    task.add_done_callback(_say_how_it_ended)
    return task


def _say_how_it_ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("webhooks.told_no_more", error=repr(error))


class _Lag:
    """The gauges of how far behind they are, and how many are off: NaN where it isn't known."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._measured = -LAG_SECONDS

    async def once(self) -> None:
        """Measures where it is time to."""
        now = self._telling.clock.elapsed()
        if now - self._measured >= LAG_SECONDS:
            await measure(self._telling)
            self._measured = now

    def forget(self) -> None:
        metrics.WEBHOOKS_DISABLED.set(math.nan)
        metrics.WEBHOOK_LAG_SECONDS.set(math.nan)
        self._measured = -math.inf


async def measure(telling: Telling) -> None:
    """Shows for how long the oldest event is still to be told, and how many are told nothing."""
    webhooks = await telling.webhooks.everyone()
    told = [one for one in webhooks if one.disabled_at is None]
    oldest = [await telling.deliveries.oldest(one.id) for one in told]
    now = telling.clock.now()
    lags = (max(0.0, now - one.made_at) for one in oldest if one is not None)
    metrics.WEBHOOK_LAG_SECONDS.set(max(lags, default=0.0))
    metrics.WEBHOOKS_DISABLED.set(len(webhooks) - len(told))
