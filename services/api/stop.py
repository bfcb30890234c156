"""Ending a task that may not hear that it is to end."""

import asyncio
from typing import TypeVar

from anyio import CancelScope

_SECONDS = 0.2

_T = TypeVar("_T")


async def stop(task: asyncio.Future[_T]) -> None:
    """Returns once it has ended; what came of it is left with it.

    It is cancelled again and again: redis-py's `wait_for` swallows a cancel that meets an answer.
    Who asks may be cancelled itself meanwhile, at every await, as when a client hangs up.
    """
    with CancelScope(shield=True):
        while not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=_SECONDS)
        await asyncio.gather(task, return_exceptions=True)
