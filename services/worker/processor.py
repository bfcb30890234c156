"""How much processor a worker's browser uses."""

import asyncio
from collections.abc import Callable
from typing import Final

import psutil
import structlog

from errands.telemetry.metrics import BROWSER_CPU_SECONDS

LOOK_SECONDS: Final = 1.0

_log = structlog.get_logger(__name__)


def browser_seconds() -> float:
    """Processor seconds of all that this process has started, and of what has ended since.

    Who waits for a process is given its seconds: a page that is closed takes none away. A whole
    browser does, as nobody waits for those that its pages were forked from.
    """
    me = psutil.Process()
    own = me.cpu_times()
    total = own.children_user + own.children_system
    for process in me.children(recursive=True):
        try:
            times = process.cpu_times()
        except psutil.Error:  # it ended meanwhile, or isn't ours to look at
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return float(total)


class BrowserProcessor:
    """Counts what `measure` has grown by.

    Where it has fallen a browser is gone, and nothing is counted: to Prometheus a counter that
    falls has begun anew.
    """

    def __init__(self, measure: Callable[[], float] = browser_seconds) -> None:
        self._measure = measure
        self._last = measure()

    def look(self) -> None:
        now = self._measure()
        BROWSER_CPU_SECONDS.inc(max(0.0, now - self._last))
        self._last = now

    async def look_forever(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await asyncio.to_thread(self.look)
            except (psutil.Error, OSError) as error:
                # The next look finds what this one would have.
                _log.warning("processor.not_looked_at", error=repr(error))
