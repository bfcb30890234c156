"""The forked process that owns a browser: its loop, its health, its worker."""

import os
import signal
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import structlog

from errands.backends.celery_hints import hints_waiting
from errands.contracts.ids import SessionId, WorkerId
from errands.settings import Settings
from errands.telemetry.metrics import BROWSER_MEMORY_BYTES
from errands.telemetry.tracing import close_traces, open_traces
from services.worker.bootstrap import open_runner
from services.worker.consumption import Consumption
from services.worker.health import HealthServer
from services.worker.leaving import Leaving
from services.worker.memory import browser_bytes
from services.worker.runtime import LoopThread
from services.worker.scratch import VARIABLE, Scratch, sweep
from services.worker.session_runner import SessionRunner

Opens: TypeAlias = Callable[
    [Settings, WorkerId, Leaving], AbstractAsyncContextManager[SessionRunner]
]

DRAIN_SECONDS: Final = 3 * 3600
"""For all pending turns of a session together; each has its own, shorter limit."""

CLOSE_SECONDS: Final = 15

_log = structlog.get_logger(__name__)


class Child:
    """Everything is opened by the first task, on the loop, and kept."""

    def __init__(self, settings: Settings, opens: Opens = open_runner) -> None:
        self._settings = settings
        self._opens = opens
        self.leaving = Leaving(settings.leave_seconds)
        """Known to the main process and to this one."""
        self._main = os.getpid()
        self._loop = LoopThread()
        self._opened = AsyncExitStack()
        waiting = partial(hints_waiting, settings.broker_url)
        self._consumption = Consumption(waiting, settings.stuck_seconds)
        self._runner: SessionRunner | None = None
        self._health: HealthServer | None = None
        self._scratch: Scratch | None = None

    def start(self) -> None:
        open_traces("errands-worker", self._settings.traces_url, self._settings.traces_share)
        self._start_scratch()
        BROWSER_MEMORY_BYTES.set_function(browser_bytes)
        port = self._settings.worker_metrics_port
        self._health = HealthServer.start(port, self._is_healthy, self._end_worker)

    def _start_scratch(self) -> None:
        root = Path(tempfile.gettempdir())
        # Beside the start, which has no time for it.
        threading.Thread(target=sweep, args=(root,), name="sweep", daemon=True).start()
        try:
            self._scratch = Scratch.make(root)
        except OSError as error:
            # The browser may still find a place; what it leaves then stays.
            _log.warning("scratch.not_made", error=repr(error))
            return
        os.environ[VARIABLE] = str(self._scratch.path)  # noqa: TID251 for the browser to read

    def drain(self, session: SessionId, owner: WorkerId) -> None:
        with self._consumption.taken():
            self._loop.run(self._drain(session, owner), DRAIN_SECONDS)

    def _end_worker(self) -> None:
        """As a SIGTERM from outside: the main process stops consuming, and waits for this one."""
        if os.getppid() == self._main:
            os.kill(self._main, signal.SIGTERM)

    def _is_healthy(self) -> bool:
        return self._loop.turns() and self._consumption.is_live()

    def close(self) -> None:
        if self._runner is not None:
            self._loop.run(self._opened.aclose(), CLOSE_SECONDS)
        self._loop.close()
        close_traces()
        if self._scratch is not None:
            self._scratch.close()
        if self._health is not None:
            self._health.close()

    async def _drain(self, session: SessionId, owner: WorkerId) -> None:
        if self._runner is None:
            self._runner = await self._opened.enter_async_context(
                self._opens(self._settings, owner, self.leaving)
            )
        await self._runner.drain(session)
