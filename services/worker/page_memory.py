"""A page that takes too much memory is ended, before it takes the whole worker along."""

import asyncio
from typing import Final

import psutil
import structlog

LOOK_SECONDS: Final = 0.25
"""Between two looks: a script fills a gigabyte in little more."""

_RENDERER: Final = "--type=renderer"

_log = structlog.get_logger(__name__)


def end_large_pages(most_bytes: int) -> int:
    """Kills those of this process's pages that have grown beyond; returns how many."""
    ended = 0
    for process in psutil.Process().children(recursive=True):
        try:
            taken = process.memory_info().rss
            if taken <= most_bytes or _RENDERER not in process.cmdline():
                continue
            process.kill()
        except psutil.Error:  # it ended meanwhile, or isn't ours to look at
            continue
        _log.warning("page.too_large", bytes=taken, most=most_bytes)
        ended += 1
    return ended


async def end_large_pages_forever(most_bytes: int) -> None:
    """0 lets them grow."""
    while most_bytes:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            await asyncio.to_thread(end_large_pages, most_bytes)
        except (psutil.Error, OSError) as error:
            # The next look may go better; without one a page could take the worker along.
            _log.warning("pages.not_looked_at", error=repr(error))
