"""`python -m services.worker.reconciler`: sends hints for sessions that nobody works on.

Lost messages, dead workers and a flushed broker all heal here. It also removes recordings that
are old enough, and closed sessions, and tells webhooks what happens. Any number may run.
"""

import argparse
import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence

import structlog

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId
from errands.contracts.ports import Clock
from errands.contracts.stores import Hints, LeaseStore, TurnStore
from errands.contracts.turn import TurnStatus
from errands.settings import Settings
from errands.telemetry import metrics
from errands.telemetry.logging import configure_logging
from services.worker.bootstrap import check_setup, open_reconciling
from services.worker.health import HealthServer
from services.worker.holding import stop
from services.worker.recordings import expire_forever
from services.worker.sender import Sender
from services.worker.webhooks import begin_telling

RESEND_INTERVALS = 3
"""A session that waits behind others is an orphan too: without a pause between hints for it the
queue would fill up with them.
"""

ASKED_OF = 50
"""How many orphans, longest untouched first, are asked for how long their turn has waited."""

TIDY_SECONDS = 20.0

MISSED_LOOKS = 5
"""After so many intervals without a look it counts as hanging."""

_log = structlog.get_logger(__name__)


class Reconciler:
    def __init__(
        self, leases: LeaseStore, turns: TurnStore, hints: Hints, clock: Clock, every: float
    ) -> None:
        self._leases = leases
        self._turns = turns
        self._hints = hints
        self._clock = clock
        self._every = every
        self._sent: dict[SessionId, float] = {}
        self._looked = clock.elapsed()

    def is_healthy(self) -> bool:
        """Whether it has looked lately, or tried to."""
        return self._clock.elapsed() - self._looked < MISSED_LOOKS * self._every

    async def once(self) -> None:
        """Looks once. Raises `StoreUnavailableError`."""
        waiting = await self._leases.waiting()
        orphans = set(waiting.orphans)
        metrics.SESSIONS_ORPHANED.set(len(orphans))
        metrics.TURNS_QUEUED.set(waiting.turns)
        now = self._clock.elapsed()
        recent = now - RESEND_INTERVALS * self._every
        self._sent = {s: at for s, at in self._sent.items() if s in orphans and at > recent}
        for session in sorted(orphans - self._sent.keys()):
            await self._hints.send(session)
            self._sent[session] = now
            metrics.RECONCILER_REPUBLISHES.inc()
            _log.info("session.republished", session=session)
        metrics.OLDEST_TURN_WAIT_SECONDS.set(await self._oldest_wait(waiting.orphans[:ASKED_OF]))
        metrics.RECONCILER_LOOKS.inc()

    async def _oldest_wait(self, sessions: Sequence[SessionId]) -> float:
        """Seconds since the oldest queued turn among these sessions was taken."""
        turns = [await self._turns.next(session) for session in sessions]
        queued = [t.created_at for t in turns if t is not None and t.status is TurnStatus.QUEUED]
        return max(0.0, self._clock.now() - min(queued)) if queued else 0.0

    async def forever(self) -> None:
        while True:
            self._looked = self._clock.elapsed()
            try:
                await self.once()
            except StoreUnavailableError as error:
                _log.warning("orphans.unknown", error=repr(error))
            await asyncio.sleep(self._every)


async def tidy_forever(tidy: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await tidy()
        except StoreUnavailableError as error:
            _log.warning("queues.not_tidied", error=repr(error))
        await asyncio.sleep(TIDY_SECONDS)


async def run(settings: Settings) -> None:
    """Reconciles until SIGTERM or SIGINT."""
    await check_setup(settings)
    async with open_reconciling(settings) as parts:
        reconciler = Reconciler(
            parts.leases, parts.turns, parts.hints, parts.clock, settings.reconcile_seconds
        )
        health = HealthServer.start(settings.reconciler_metrics_port, reconciler.is_healthy)
        working = asyncio.create_task(reconciler.forever())
        expiring = asyncio.create_task(
            expire_forever(parts.kept, parts.clock, settings.recordings_days)
        )
        forgetting = asyncio.create_task(parts.forgetting.forever())
        telling = begin_telling(parts.telling, Sender(parts.telling))
        tidying = asyncio.create_task(tidy_forever(parts.tidy))
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(signal_number, working.cancel)
        _log.info("reconciler.started", every=settings.reconcile_seconds)
        await asyncio.wait({working})  # orphans are healed whatever becomes of the webhooks
        await stop(working)
        await stop(expiring)
        await stop(forgetting)
        await stop(telling)
        await stop(tidying)
        if health is not None:
            health.close()
        if not working.cancelled():
            working.result()


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m services.worker.reconciler", description=__doc__
    ).parse_args()
    settings = Settings()
    configure_logging(json=settings.log_json, level=settings.log_level)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
