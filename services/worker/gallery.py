"""Shows the pages of one worker to people who watch, and hears what they do to them."""

import asyncio
from contextlib import aclosing
from typing import Final, assert_never

import structlog

from errands.agent.veil import Veil
from errands.contracts.errors import BrowserError, StoreUnavailableError
from errands.contracts.ids import SessionId, ViewerId, WorkerId
from errands.contracts.live import (
    Frame,
    GivenBack,
    HeldBy,
    LiveWire,
    PageShown,
    Touched,
    ToWorker,
    Watched,
)
from errands.contracts.ports import Clock
from errands.contracts.screen import Screen
from errands.contracts.stores import SessionStore
from services.worker.holding import steady, stop
from services.worker.seat import Seat
from services.worker.warm import WarmContexts

WATCHED_SECONDS: Final = 5.0
"""After so long without a word nobody watches any more."""
LOOK_SECONDS: Final = 0.2
TELL_SECONDS: Final = 1.0
"""How often who watches is told of the page, changed or not."""
PAUSE_SECONDS: Final = 1.0

_log = structlog.get_logger(__name__)


class Gallery:
    """While nobody watches, nothing is drawn and nothing is sent."""

    def __init__(
        self,
        owner: WorkerId,
        wire: LiveWire,
        warm: WarmContexts,
        sessions: SessionStore,
        clock: Clock,
    ) -> None:
        self._owner = owner
        self._wire = wire
        self._warm = warm
        self._sessions = sessions
        self._clock = clock
        self._watched_at: dict[SessionId, dict[ViewerId, float]] = {}
        self._has_newcomer: set[SessionId] = set()
        """A page that stands still is drawn once: who comes later would see nothing."""
        self._shows: dict[SessionId, asyncio.Task[None]] = {}
        self._seats: dict[SessionId, Seat] = {}

    async def listen_forever(self) -> None:
        while True:
            try:
                async with self._wire.hear(self._owner) as heard:
                    async for said in heard:
                        self._hear(said)
            except StoreUnavailableError as error:
                _log.warning("live.not_heard", error=repr(error))
            await asyncio.sleep(PAUSE_SECONDS)

    def seat(self, session: SessionId, viewer: ViewerId) -> Seat:
        """From here on the viewer's touches are theirs who asks for them; `leave` ends it."""
        self._seats[session] = Seat(viewer=viewer, clock=self._clock)
        return self._seats[session]

    def leave(self, session: SessionId) -> None:
        self._seats.pop(session, None)

    async def close(self) -> None:
        for show in tuple(self._shows.values()):
            await stop(show)

    def _hear(self, said: ToWorker) -> None:
        seat = self._seats.get(said.session)
        is_theirs = seat is not None and seat.viewer == said.viewer
        match said:
            case Watched(session=session, viewer=viewer):
                self._begin(session, viewer)
                if seat is not None and is_theirs:
                    seat.seen()
            case Touched(touch=touch):
                if seat is not None and is_theirs:
                    seat.touched(touch)
            case GivenBack():
                if seat is not None and is_theirs:
                    seat.give_back()
            case _:
                assert_never(said)

    def _begin(self, session: SessionId, viewer: ViewerId) -> None:
        screen = self._warm.screen(session)
        if screen is None:
            return
        watched_at = self._watched_at.setdefault(session, {})
        if viewer not in watched_at:
            self._has_newcomer.add(session)
        watched_at[viewer] = self._clock.elapsed()
        if session not in self._shows:
            self._shows[session] = asyncio.create_task(self._show(session, screen))
            self._shows[session].add_done_callback(lambda _: self._end(session))

    def _end(self, session: SessionId) -> None:
        self._shows.pop(session, None)
        self._watched_at.pop(session, None)
        self._has_newcomer.discard(session)

    async def _show(self, session: SessionId, screen: Screen) -> None:
        """For as long as somebody watches, and the page is there."""
        try:
            while self._goes_on(session, screen):
                self._has_newcomer.discard(session)
                drawing = asyncio.create_task(self._draw(session, screen))
                try:
                    await self._tell(session, screen, drawing)
                finally:
                    await stop(drawing)
        except (BrowserError, StoreUnavailableError) as error:
            _log.info("live.not_shown", session=session, error=type(error).__name__)

    async def _draw(self, session: SessionId, screen: Screen) -> None:
        async with aclosing(screen.pictures()) as pictures:
            async for jpeg in pictures:
                await self._wire.show(session, Frame(self._owner, jpeg))

    async def _tell(self, session: SessionId, screen: Screen, drawing: asyncio.Task[None]) -> None:
        """Until it has to be drawn anew, or is over."""
        veil = Veil.over(await steady(self._sessions.hidden, session))
        last: PageShown | None = None
        told_at = 0.0
        while self._goes_on(session, screen):
            now = self._clock.elapsed()
            page = self._page(session, screen, veil)
            if page != last or page.notice or now - told_at >= TELL_SECONDS:
                await self._wire.show(session, page)
                last, told_at = page, now
            if drawing.done():
                drawing.result()
            if drawing.done() or session in self._has_newcomer:
                return
            await asyncio.sleep(LOOK_SECONDS)

    def _goes_on(self, session: SessionId, screen: Screen) -> bool:
        return self._is_watched(session) and self._warm.screen(session) is screen

    def _is_watched(self, session: SessionId) -> bool:
        now = self._clock.elapsed()
        there = self._watched_at.get(session, {}).items()
        self._watched_at[session] = {who: at for who, at in there if now - at <= WATCHED_SECONDS}
        return bool(self._watched_at[session])

    def _page(self, session: SessionId, screen: Screen, veil: Veil) -> PageShown:
        width, height = screen.size
        seat = self._seats.get(session)
        used = HeldBy.ASSISTANT if self._warm.is_used(session) else HeldBy.NOBODY
        return PageShown(
            worker=self._owner,
            width=width,
            height=height,
            address=veil.text(screen.address),
            held_by=used if seat is None else HeldBy.PERSON,
            holder=None if seat is None else seat.viewer,
            notice=veil.text(seat.notices.popleft()) if seat is not None and seat.notices else "",
        )
