"""A browser that has grown is closed between turns; the next one starts small."""

from collections.abc import Callable

import structlog

from errands.contracts.ports import Browsers
from errands.telemetry import metrics
from errands.telemetry.labels import CloseReason
from services.worker.memory import browser_bytes
from services.worker.warm import WarmContexts

_log = structlog.get_logger(__name__)


class Recycling:
    """`most_bytes` is what a browser may have grown to; 0 lets it grow."""

    def __init__(
        self,
        browsers: Browsers,
        warm: WarmContexts,
        most_bytes: int,
        measure: Callable[[], float] = browser_bytes,
    ) -> None:
        self._browsers = browsers
        self._warm = warm
        self._most_bytes = most_bytes
        self._measure = measure

    async def between_turns(self) -> None:
        """While no turn runs: what stood in the browser is in the store, and is restored."""
        if not self._most_bytes or (grown := self._measure()) <= self._most_bytes:
            return
        metrics.BROWSER_RECYCLES.inc()
        _log.info("browser.recycled", bytes=round(grown), most=self._most_bytes)
        await self._warm.close(CloseReason.RECYCLED)
        await self._browsers.close()
