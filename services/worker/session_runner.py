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
from services.worker.takeover import Takeovers
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
        takeovers: Takeovers,
    ) -> None:
        self._parts = parts
        self._warm = warm
        self._player = player
        self._owner = owner
        self._lease_seconds = lease_seconds
        self._recycling = recycling
        self._takeovers = takeovers

    async def drain(self, session: SessionId) -> None:
        """Runs the session's turns until none is left, or leaves them to another worker.

        A person who wants the page has it first.

        Raises `StoreUnavailableError` where the store couldn't even be asked for the lease.
        """
        if self._parts.leaving.has_begun:
            await self._parts.hints.send(session)
            return
        leases = self._parts.stores.leases
        lease = await leases.acquire(session, self._owner)
        if lease is None:
            await self._pass_on(session)
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
                await self._parts.hints.send(session)
                return
        await self._recycling.between_turns()

    async def _pass_on(self, session: SessionId) -> None:
        """To who has the lease: its child may have died, and given the message back to all."""
        _log.info("session.leased_elsewhere", session=session)
        keeper = await self._parts.stores.leases.keeper(session)
        if keeper not in {None, self._owner}:
            await self._parts.hints.send(session, keeper)

    async def _give_back(self, lease: Lease) -> None:
        try:
            await self._parts.stores.leases.hand_over(lease)
        except StoreUnavailableError as error:
            # It runs out by itself.
            _log.warning("lease.not_given_back", session=lease.session, error=repr(error))

    async def _drain(self, lease: Lease) -> None:
        stores, has_played = self._parts.stores, False
        while True:
            has_played |= await self._takeovers.hold(lease)
            while (turn := await steady(stores.turns.next, lease.session)) is not None:
                if self._parts.leaving.has_begun:
                    raise HandedOverError
                await self._player.play(lease, turn)
                has_played = True
            # A hint that comes late finds nothing to do, and another worker's page open.
            keeps = self._warm.keeps(lease.session) if has_played else None
            if await steady(stores.leases.release, lease, keeps):
                return
