"""One turn from its record to its reply, over browsers that may die."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeAlias

import structlog
from pydantic import SecretStr

from errands.agent.loop import Desk, Outcome, run_turn
from errands.agent.stop import stopped
from errands.agent.veil import Veil
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import (
    BrowserError,
    BrowserGoneError,
    FencedError,
    HandedOverError,
    HostBlockedError,
    PageStuckError,
    SessionClosedError,
    StoreUnavailableError,
    UnreachableError,
)
from errands.contracts.event import Event, SessionChanged, TurnEnded, TurnStarted
from errands.contracts.ids import SlotName
from errands.contracts.ports import Browser
from errands.contracts.session import Session, SessionStatus
from errands.contracts.stores import Lease
from errands.contracts.turn import StopReason, Turn, TurnStatus
from errands.telemetry import metrics
from errands.telemetry.labels import CloseReason
from errands.telemetry.observe import observe_event
from services.worker.holding import steady, stop
from services.worker.ledger import StoreLedger
from services.worker.pictured import PicturedBrowser
from services.worker.stores import Parts
from services.worker.warm import WarmContexts

Play: TypeAlias = Callable[[Session, Turn, Desk], Awaitable[Outcome]]

BROWSERS_A_TURN: Final = 3
"""How many browsers may die under one turn of one worker; a warm one may be dead already."""

STUCK_A_TURN: Final = 2
"""How many of them may be stuck in a page: each takes as long as a step may, and helps less."""

WORKERS_A_TURN: Final = 5
"""How many workers may die under one turn before it counts as the turn's fault."""

GRACE_SECONDS: Final = 60.0
"""Beyond the turn's own limit, which the loop keeps itself."""

CANCEL_LOOK_SECONDS: Final = 0.2
"""Between two looks at whether a turn is cancelled."""

CANCEL_GRACE_SECONDS: Final = 0.3
"""How long a cancelled turn may go on, so that a step under way is written down."""

LEAVE_SECONDS: Final = 10.0
"""How long saving where the browser stands may hold up a reply."""

_log = structlog.get_logger(__name__)


class TurnPlayer:
    """Plays turns under a lease; `play` is the agent's loop."""

    def __init__(self, parts: Parts, warm: WarmContexts, play: Play = run_turn) -> None:
        self._stores = parts.stores
        self._parts = parts
        self._warm = warm
        self._play = play

    async def play(self, lease: Lease, turn: Turn) -> None:
        """Ends the turn.

        Raises:
            FencedError: the lease has passed on.
            HandedOverError: the worker leaves; the turn stands where its last step has ended.
        """
        with structlog.contextvars.bound_contextvars(session=turn.session, turn=turn.id):
            session = await steady(self._stores.sessions.load, turn.session)
            taken_over = turn.status is TurnStatus.RUNNING
            begun = await self._begin(lease, turn)
            if begun.ended:
                return
            self._note_start(begun)
            if session.ended is not None and session.ended.id == turn.id:
                # Played to its end by a worker that died before the turn's own record was written.
                kept = {"attempts": begun.attempts, "started_at": begun.started_at}
                ended = session.ended.model_copy(update=kept)
                await self._end(lease, Outcome(session=session, turn=ended))
                return
            if session.status is SessionStatus.CLOSED:
                await self._end(lease, await self._stopped(session, begun, StopReason.CANCELLED))
                return
            now = SessionStatus.RESCHEDULING if taken_over else SessionStatus.RUNNING
            session = await self._move(lease, session, now)
            await self._end(lease, await self._outcome(lease, session, begun))

    async def _begin(self, lease: Lease, turn: Turn) -> Turn:
        """Marks the turn as running, unless its caller was quicker to cancel it."""
        running = turn.model_copy(
            update={
                "status": TurnStatus.RUNNING,
                "attempts": turn.attempts + 1,
                "started_at": turn.started_at or self._parts.clock.now(),
            }
        )
        started = TurnStarted(session=turn.session, at=self._parts.clock.now(), turn=running)
        await steady(self._stores.turns.save, running, lease.fence, started)
        return await steady(self._stores.turns.get, turn.session, turn.id)

    def _note_start(self, turn: Turn) -> None:
        if turn.attempts > 1:
            metrics.LEASE_TAKEOVERS.inc()
        observe_event(TurnStarted(session=turn.session, at=self._parts.clock.now(), turn=turn))

    async def _outcome(self, lease: Lease, session: Session, turn: Turn) -> Outcome:
        """Plays until there is an outcome; whatever goes wrong has words for the user."""
        if turn.attempts > WORKERS_A_TURN:
            return await self._stopped(session, turn, StopReason.BROWSER_FAILED)
        try:
            async with asyncio.timeout(session.limits.max_seconds + GRACE_SECONDS):
                return await self._unless_cancelled(lease, session, turn)
        except HandedOverError:
            # No worker died under it: what counts deaths doesn't count this one.
            before = turn.model_copy(update={"attempts": turn.attempts - 1})
            await steady(self._stores.turns.save, before, lease.fence)
            raise
        except TimeoutError:
            _log.exception("turn.overran")
            return await self._stopped(session, turn, StopReason.BUDGET)
        except HostBlockedError as error:
            return await self._stopped(session, turn, StopReason.BLOCKED, str(error))
        except UnreachableError as error:
            return await self._stopped(session, turn, StopReason.UNREACHABLE, str(error))
        except (FencedError, StoreUnavailableError):
            raise
        except Exception:  # noqa: BLE001 a mistake of ours would be repeated by every worker
            _log.exception("turn.failed")
            return await self._stopped(session, turn, StopReason.BROWSER_FAILED)

    async def _unless_cancelled(self, lease: Lease, session: Session, turn: Turn) -> Outcome:
        """The loop sees a cancel between steps; here one reaches into a step that takes long."""
        playing = asyncio.create_task(self._with_browsers(lease, session, turn))
        watching = asyncio.create_task(self._cancel_seen(turn))
        leaving = asyncio.create_task(self._parts.leaving.due())
        try:
            await asyncio.wait({playing, watching, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not playing.done():
                cancelled = watching.done()
                if cancelled:
                    watching.result()
                grace = CANCEL_GRACE_SECONDS if cancelled else LEAVE_SECONDS
                await asyncio.wait({playing}, timeout=grace)
                # Before the journal is asked: nothing may be begun after that.
                await stop(playing)
            if not playing.cancelled():
                return playing.result()
            if not watching.done():
                raise HandedOverError
            watching.result()
            return await self._stopped(session, turn, StopReason.CANCELLED)
        finally:
            await stop(leaving)
            await stop(watching)
            await stop(playing)

    async def _cancel_seen(self, turn: Turn) -> None:
        while True:
            await asyncio.sleep(CANCEL_LOOK_SECONDS)
            if await steady(self._stores.turns.cancelled, turn.session, turn.id):
                return

    async def _with_browsers(self, lease: Lease, session: Session, turn: Turn) -> Outcome:
        stuck = 0
        for tried in range(1, BROWSERS_A_TURN + 1):
            try:
                return await self._in_browser(lease, session, turn)
            except BrowserGoneError as error:
                metrics.BROWSER_CRASHES.inc()
                _log.warning("browser.gone", tried=tried, error=repr(error))
                stuck += isinstance(error, PageStuckError)
                if stuck == STUCK_A_TURN:
                    await self._leave_the_page(lease, session)
                    return await self._stopped(session, turn, StopReason.PAGE_STUCK, str(error))
                if tried > 1:
                    # Not the page's fault, then: the next one gets a new Chromium and driver.
                    await self._warm.close()
                    await self._parts.browsers.close()
        return await self._stopped(session, turn, StopReason.BROWSER_FAILED)

    async def _leave_the_page(self, lease: Lease, session: Session) -> None:
        """The next turn begins where the session began: who is logged in stays so."""
        states = self._stores.states
        left = await steady(states.load, session.id)
        if left is not None:
            anew = BrowserState.at(session.start_url, left.storage)
            await steady(states.save, session.id, anew, lease.fence)

    async def _in_browser(self, lease: Lease, session: Session, turn: Turn) -> Outcome:
        taken = await self._warm.take(session)
        browser = taken.browser
        if self._stores.pictures is not None:
            browser = PicturedBrowser(browser)
        secrets = await steady(self._stores.sessions.secrets, turn.session)
        hidden = await steady(self._stores.sessions.hidden, turn.session)
        ledger = StoreLedger(self._parts, lease, turn, browser, Veil.over(hidden))
        try:
            if session.status is SessionStatus.RESCHEDULING:
                session = await self._move(lease, session, SessionStatus.RUNNING)
            desk = await self._desk(browser, ledger, turn, secrets)
            desk = replace(desk, hidden=hidden, reloaded=taken.reloaded)
            outcome = await self._play(session, turn, desk)
            await self._leave_in_time(browser, ledger, lease)
            if outcome.trouble:
                _log.error("turn.model_failed", error=outcome.trouble)
        except BaseException:
            # Nobody knows where a page stands that was left in the middle of a step.
            self._warm.discard(session.id)
            raise
        finally:
            await ledger.settle()
        return outcome

    async def _desk(
        self,
        browser: Browser,
        ledger: StoreLedger,
        turn: Turn,
        secrets: dict[SlotName, SecretStr],
    ) -> Desk:
        journal = self._stores.journal
        return Desk(
            browser=browser,
            model=self._parts.model,
            clock=self._parts.clock,
            ledger=ledger,
            lens=self._parts.lens,
            secrets=secrets,
            earlier=await steady(journal.steps, turn.session, turn.id),
            interrupted=await steady(journal.interrupted, turn.session, turn.id),
        )

    async def _leave_in_time(self, browser: Browser, ledger: StoreLedger, lease: Lease) -> None:
        """A cancel that comes now is too late: what the turn came to is said."""
        leaving = asyncio.create_task(self._leave(browser, ledger, lease))
        try:
            await asyncio.wait({leaving}, timeout=LEAVE_SECONDS)
        except asyncio.CancelledError:
            _log.info("turn.cancelled_late")
        if leaving.done():
            leaving.result()
            return
        await stop(leaving)
        self._warm.discard(lease.session)

    async def _leave(self, browser: Browser, ledger: StoreLedger, lease: Lease) -> None:
        """Saves where the browser stands. The turn has its reply, with or without that."""
        states = self._stores.states
        try:
            await ledger.checkpoint()
            png = await browser.screenshot()
            await steady(states.save_screenshot, lease.session, png, lease.fence)
        except (BrowserError, SessionClosedError) as error:
            _log.warning("state.not_saved", error=repr(error))
            await self._warm.drop(lease.session)
        else:
            self._warm.leave(lease.session, ledger.state)

    async def _end(self, lease: Lease, outcome: Outcome) -> None:
        """Saves what came of it: first what the next worker needs, last the turn's end."""
        turn = outcome.turn.model_copy(
            update={"ended_at": outcome.turn.ended_at or self._parts.clock.now()}
        )
        asked = turn.status is TurnStatus.ASKED
        rest = SessionStatus.WAITING if asked else SessionStatus.IDLE
        session = outcome.session.model_copy(update={"status": rest})
        closed = not await self._save(lease, session)
        at = self._parts.clock.now()
        events: list[Event] = [TurnEnded(session=turn.session, at=at, turn=turn)]
        if not closed:
            events.append(SessionChanged(session=turn.session, at=at, status=rest))
        await steady(self._stores.turns.save, turn, lease.fence, *events)
        for event in events:
            observe_event(event)
        if closed:
            await self._warm.drop(turn.session, CloseReason.CLOSED)

    async def _move(self, lease: Lease, session: Session, status: SessionStatus) -> Session:
        moved = session.model_copy(update={"status": status})
        at = self._parts.clock.now()
        event = SessionChanged(session=session.id, at=at, status=status)
        if await self._save(lease, moved, event):
            observe_event(event)
        return moved

    async def _save(self, lease: Lease, session: Session, *events: Event) -> bool:
        """False where the session was closed meanwhile: its turn is flagged as cancelled."""
        try:
            await steady(self._stores.sessions.save, session, lease.fence, *events)
        except SessionClosedError:
            _log.info("session.closed_meanwhile")
            return False
        return True

    async def _stopped(
        self, session: Session, turn: Turn, reason: StopReason, about: str = ""
    ) -> Outcome:
        """The end of a turn that the loop didn't bring to its end."""
        begun = await steady(self._stores.journal.interrupted, turn.session, turn.id)
        return stopped(session, turn, reason, about=about, begun=begun)
