"""One asyncio loop on its own thread: Celery's task waits for it, signals never reach it."""

import asyncio
import concurrent.futures
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Final, NoReturn, TypeVar

import psutil
import structlog

_T = TypeVar("_T")

LOOK_SECONDS: Final = 10.0
"""How often a waiting task asks whether the loop still turns."""

HUNG_SECONDS: Final = 30.0
"""A loop that doesn't answer for so long never will."""

STOP_SECONDS: Final = 10.0
"""How long cancelled work may take to stop."""

_log = structlog.get_logger(__name__)


def abandon() -> NoReturn:
    """Ends this process and all it started; Celery's parent sends the task out again."""
    for process in psutil.Process().children(recursive=True):
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    os._exit(1)


class LoopThread:
    """Starts with the first call.

    That is after the fork, and outside of Celery's start-up handlers, which are killed when
    they are slow (celery #1715).
    """

    def __init__(
        self,
        *,
        give_up: Callable[[], NoReturn] = abandon,
        look_seconds: float = LOOK_SECONDS,
        hung_seconds: float = HUNG_SECONDS,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        self._give_up = give_up
        self._look_seconds = look_seconds
        self._hung_seconds = hung_seconds
        self._stop_seconds = stop_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[None, None, _T], seconds: float) -> _T:
        """Runs the work on the loop and waits; past `seconds` it is cancelled.

        Where the loop hangs, or the work can't be cancelled, the process ends.

        Raises:
            TimeoutError: the work was cancelled.
        """
        ended = threading.Event()
        future = asyncio.run_coroutine_threadsafe(_noting(work, ended), self._running())
        waited = 0.0
        while waited < seconds:
            look = min(self._look_seconds, seconds - waited)
            if concurrent.futures.wait({future}, look).done:
                return future.result()
            if not self.turns():
                _log.critical("loop.hangs")
                self._give_up()
            waited += look
        _log.error("task.overran", seconds=seconds)
        future.cancel()
        if not ended.wait(self._stop_seconds):
            _log.critical("task.cant_be_cancelled")
            self._give_up()
        raise TimeoutError

    def turns(self) -> bool:
        """Whether the loop answers; one that never started has nothing to answer for."""
        if self._loop is None:
            return True
        echo = threading.Event()
        self._loop.call_soon_threadsafe(echo.set)
        return echo.wait(self._hung_seconds)

    def close(self) -> None:
        """Stops the loop; what is still on it is dropped."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join(self._stop_seconds)
        self._loop = self._thread = None

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(
                target=self._turn, args=(self._loop,), name="loop", daemon=True
            )
            self._thread.start()
        return self._loop

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            loop.close()


async def _noting(work: Coroutine[None, None, _T], ended: threading.Event) -> _T:
    """A cancelled future is done at once; the work behind it only when this is set."""
    try:
        return await work
    finally:
        ended.set()
