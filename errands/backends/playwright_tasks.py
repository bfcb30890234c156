"""Work that Playwright's events set off and nobody awaits."""

import asyncio
from collections.abc import Coroutine

import structlog
from playwright.async_api import Error

from errands.backends.playwright_errors import reason

_log = structlog.get_logger(__name__)


class Background:
    """Keeps tasks alive until they end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.ensure_future(_unless_closed(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def done(self, within: float) -> None:
        """Waits for all that was started so far, as many seconds at most."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)


async def _unless_closed(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Error as error:
        # The page closed meanwhile, most likely: then there is nothing left to do for it.
        _log.info("browser.work_dropped", error=reason(error))
