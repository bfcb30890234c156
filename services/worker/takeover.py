"""A person acts on a session's page themselves, under the worker's lease; turns wait."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from errands.agent.demonstration import Demonstration
from errands.agent.loop import KEPT_LINES
from errands.agent.prompt import TAKEN_OVER
from errands.agent.veil import Veil
from errands.contracts.errors import (
    BrowserError,
    BrowserGoneError,
    HandedOverError,
    SessionClosedError,
)
from errands.contracts.event import BrowserHandedBack, BrowserTaken, HandBack
from errands.contracts.ids import SessionId, TurnId
from errands.contracts.live import Takeover
from errands.contracts.ports import Browser
from errands.contracts.session import Session, SessionStatus
from errands.contracts.stores import Lease
from errands.contracts.turn import Turn, TurnStatus
from errands.telemetry.labels import CloseReason
from errands.telemetry.observe import observe_event
from services.worker.gallery import Gallery
from services.worker.holding import steady
from services.worker.scribe import Scribe
from services.worker.seat import Seat
from services.worker.stores import Parts
from services.worker.warm import WarmContexts

AWAY_SECONDS: Final = 30.0
"""How long who has a page may be away: a phone sleeps, a page is loaded anew."""
TOUCH_SECONDS: Final = 0.2
LOOK_SECONDS: Final = 1.0
"""Between two looks at whether somebody else has it by now, or the session is closed."""
SAVE_SECONDS: Final = 15.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Seconds: without a touch, and in all."""

    idle: float = 300
    most: float = 1800


class Takeovers:
    def __init__(
        self, parts: Parts, warm: WarmContexts, gallery: Gallery, bounds: Bounds | None = None
    ) -> None:
        self._parts = parts
        self._stores = parts.stores
        self._warm = warm
        self._gallery = gallery
        self._bounds = bounds or Bounds()

    async def hold(self, lease: Lease) -> bool:
        """Lets who wants the page have it until they hand it back; whether anybody had it.

        Raises:
            FencedError: the lease has passed on.
            HandedOverError: the worker leaves, and another one can grant it.
        """
        found = await steady(self._stores.takeovers.find, lease.session)
        if found is None:
            return False
        if found.fence is not None:
            # Of a worker that died.
            await self._end(lease, HandBack.LOST)
            return False
        if self._parts.leaving.has_begun:
            raise HandedOverError
        with structlog.contextvars.bound_contextvars(session=lease.session):
            return await self._grant(lease)

    async def _grant(self, lease: Lease) -> bool:
        session = await steady(self._stores.sessions.load, lease.session)
        if session.status is SessionStatus.CLOSED:
            await steady(self._stores.takeovers.end, lease)
            return False
        try:
            browser = (await self._warm.take(session)).browser
        except BrowserError as error:
            _log.warning("takeover.no_browser", error=repr(error))
            await steady(self._stores.takeovers.end, lease)
            return False
        taken = BrowserTaken(session=lease.session, at=self._parts.clock.now())
        granted = await steady(self._stores.takeovers.begin, lease, taken)
        if granted is None:
            self._warm.put_back(lease.session)
            return False
        observe_event(taken)
        await self._sit(lease, granted, browser, await self._scribe(session, lease, browser))
        return True

    async def _scribe(self, session: Session, lease: Lease, browser: Browser) -> Scribe:
        """For a turn of their own, in which nothing was said."""
        now = self._parts.clock.now()
        turn = Turn(
            id=TurnId(f"taken_{lease.fence}"),
            session=session.id,
            number=0,
            message="",
            created_at=now,
        )
        hidden = await steady(self._stores.sessions.hidden, session.id)
        demonstration = Demonstration(session, turn, self._parts.clock, self._parts.lens)
        recordings, veil = self._stores.recordings, Veil.over(hidden)
        return Scribe(browser, demonstration, recordings, session.profile, veil)

    async def _sit(self, lease: Lease, granted: Takeover, browser: Browser, scribe: Scribe) -> None:
        seat = self._gallery.seat(lease.session, granted.viewer)
        try:
            scribe.begin()
            try:
                reason = await self._act(lease, seat, browser, scribe)
            finally:
                await scribe.end()
            await self._leave(lease, browser, reason)
        except BrowserGoneError:
            await self._lose(lease)
        except BaseException:
            # Nobody knows where a page stands that was left in the middle of a touch.
            self._warm.discard(lease.session)
            raise
        finally:
            self._gallery.leave(lease.session)

    async def _act(self, lease: Lease, seat: Seat, browser: Browser, scribe: Scribe) -> HandBack:
        """Does what they do, until they have it no more."""
        began = looked = self._parts.clock.elapsed()
        screen = browser.screen
        while True:
            touch = await seat.next(TOUCH_SECONDS)
            if touch is not None:
                await scribe.before(touch)
                await screen.touch(touch)
                await scribe.after(touch)
                seat.notices.extend(await screen.refusals())
            now = self._parts.clock.elapsed()
            why = self._over(seat, now, began)
            if why is not None and (touch is None or why is not HandBack.SAID):
                return why
            if now - looked >= LOOK_SECONDS:
                looked = now
                if await self._is_closed(lease.session):
                    return HandBack.CLOSED
                await self._who(lease, seat)

    def _over(self, seat: Seat, now: float, began: float) -> HandBack | None:
        if seat.gave_back:
            return HandBack.SAID
        if self._parts.leaving.is_due:
            return HandBack.LOST
        if now - seat.seen_at > AWAY_SECONDS:
            return HandBack.AWAY
        is_idle = now - seat.touched_at > self._bounds.idle
        return HandBack.IDLE if is_idle or now - began > self._bounds.most else None

    async def _who(self, lease: Lease, seat: Seat) -> None:
        """Who asked last has it: the same person elsewhere, most likely."""
        found = await steady(self._stores.takeovers.find, lease.session)
        if found is not None and found.viewer != seat.viewer:
            seat.viewer = found.viewer
            seat.seen()

    async def _is_closed(self, session: SessionId) -> bool:
        found = await steady(self._stores.sessions.load, session)
        return found.status is SessionStatus.CLOSED

    async def _leave(self, lease: Lease, browser: Browser, reason: HandBack) -> None:
        """First what the next turn needs, last the event."""
        try:
            async with asyncio.timeout(SAVE_SECONDS):
                await self._save(lease, browser)
        except (TimeoutError, BrowserError) as error:
            _log.warning("takeover.not_saved", error=repr(error))
            self._warm.discard(lease.session)
        except SessionClosedError:
            reason = HandBack.CLOSED
            await self._warm.drop(lease.session, CloseReason.CLOSED)
        await self._end(lease, reason)

    async def _save(self, lease: Lease, browser: Browser) -> None:
        states, session = self._stores.states, lease.session
        hidden = await steady(self._stores.sessions.hidden, session)
        state = Veil.over(hidden).state(await browser.state())
        await steady(states.save, session, state, lease.fence)
        await steady(states.save_screenshot, session, await browser.screenshot(), lease.fence)
        await self._remember(lease)
        self._warm.leave(session, state)

    async def _remember(self, lease: Lease) -> None:
        """The next turn's model is told."""
        session = await steady(self._stores.sessions.load, lease.session)
        asked = session.ended is not None and session.ended.status is TurnStatus.ASKED
        rest = SessionStatus.WAITING if asked else SessionStatus.IDLE  # `queued` is never saved
        lines = (*session.history, TAKEN_OVER)[-KEPT_LINES:]
        told = session.model_copy(update={"history": lines, "status": rest})
        await steady(self._stores.sessions.save, told, lease.fence)

    async def _lose(self, lease: Lease) -> None:
        """What was saved last goes on in another browser."""
        self._warm.discard(lease.session)
        await self._end(lease, HandBack.LOST)

    async def _end(self, lease: Lease, reason: HandBack) -> None:
        at = self._parts.clock.now()
        event = BrowserHandedBack(session=lease.session, at=at, reason=reason)
        await steady(self._stores.takeovers.end, lease, event)
        observe_event(event)
