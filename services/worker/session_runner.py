"""A session's pending turns, in order, under its lease."""

import structlog

from errands.contracts.errors import FencedError, HandedOverError, StoreUnavailableError
from errands.contracts.ids import SessionId, WorkerId
from errands.contracts.stores import Lease
from errands.telemetry import metrics
from errands.telemetry.labels import CloseReason
from services.worker.holding import steady, while_held
from services.worker.recycling import Recycling
from services.worker.stores import Parts
from services.worker.turn_player import TurnPlayer
from services.worker.warm import WarmContexts

_log = structlog.get_logger(__name__)


class SessionRunner:
    def __init__(
        self,
        parts: Parts,
        warm: WarmContexts,
        player: TurnPlayer,
        *,
        owner: WorkerId,
        lease_seconds: float,
        recycling: Recycling,
    ) -> None:
        self._parts = parts
        self._warm = warm
        self._player = player
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._recycling = recycling

    async def drain(self, session: SessionId) -> None:
        """Runs the session's turns until none is left, unless another worker is at it.

        Raises:
            StoreUnavailableError: the store couldn't even be asked for the lease.
            HandedOverError: this worker leaves, and turns are left for another one.
        """
        if self._parts.leaving.has_begun:
            raise HandedOverError
        leases = self._parts.stores.leases
        lease = await leases.acquire(session, self._owner)
        if lease is None:
            _log.info("session.leased_elsewhere", session=session)
            return
        work = self._drain(lease)
        with metrics.SESSIONS_LEASED.track_inprogress():
            try:
                await while_held(work, lease, leases, self._parts.clock, self._lease_seconds)
            except FencedError as error:
                metrics.LEASES_LOST.inc()
                _log.warning("lease.lost", session=session, error=repr(error))
                await self._warm.drop(session, CloseReason.LOST)
            except HandedOverError:
                metrics.SESSIONS_HANDED_OVER.inc()
                _log.info("session.handed_over", session=session)
                await self._warm.drop(session, CloseReason.SHUTDOWN)
                await self._give_back(lease)
                raise
        await self._recycling.between_turns()

    async def _give_back(self, lease: Lease) -> None:
        try:
            await self._parts.stores.leases.hand_over(lease)
        except StoreUnavailableError as error:
            # It runs out by itself.
            _log.warning("lease.not_given_back", session=lease.session, error=repr(error))

    async def _drain(self, lease: Lease) -> None:
        stores = self._parts.stores
        while True:
            while (turn := await steady(stores.turns.next, lease.session)) is not None:
                if self._parts.leaving.has_begun:
                    raise HandedOverError
                await self._player.play(lease, turn)
            if await steady(stores.leases.release, lease):
                return
