"""Browser contexts that are kept open between the turns of their sessions."""

import asyncio
from dataclasses import dataclass
from typing import Final

import structlog

from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import BrowserError
from errands.contracts.ids import SessionId
from errands.contracts.ports import Browser, Browsers, Clock, FileStore
from errands.contracts.screen import Screen
from errands.contracts.session import Session
from errands.contracts.stores import StateStore
from errands.telemetry import metrics
from errands.telemetry.labels import CloseReason, ContextOrigin
from services.worker.holding import steady

LIMIT: Final = 4
IDLE_SECONDS: Final = 120.0
CLOSE_SECONDS: Final = 5.0

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Context:
    browser: Browser
    state: BrowserState | None
    left_at: float | None = None
    """`None` while a turn uses it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A session's browser, and whether its pages were loaded anew for it."""

    browser: Browser
    reloaded: bool


class WarmContexts:
    """The contexts of one worker: at most `limit`, each closed after `idle_seconds` unused."""

    def __init__(
        self,
        browsers: Browsers,
        states: StateStore,
        files: FileStore,
        clock: Clock,
        *,
        limit: int = LIMIT,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._browsers = browsers
        self._states = states
        self._files = files
        self._clock = clock
        self._limit = limit
        self._idle_seconds = idle_seconds
        self._contexts: dict[SessionId, _Context] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def take(self, session: Session) -> Taken:
        """The session's own context where it was left, or a new one restored from its state.

        The state in the store tells whether it was left here: another worker that had the
        session since has saved another.

        Raises:
            BrowserGoneError, HostBlockedError, UnreachableError
        """
        state = await steady(self._states.load, session.id)
        context = self._contexts.get(session.id)
        if context is not None and context.state == state:
            context.left_at = None
            metrics.CONTEXTS_TAKEN.labels(ContextOrigin.KEPT).inc()
            return Taken(context.browser, reloaded=False)
        await self.drop(session.id, CloseReason.STALE)
        await self._make_room()
        origin = ContextOrigin.NEW if state is None else ContextOrigin.RESTORED
        metrics.CONTEXTS_TAKEN.labels(origin).inc()
        with metrics.CONTEXT_OPEN_SECONDS.labels(origin).time():
            browser = await self._browsers.open(
                session.start_url, session.hosts, state, self._files.of(session.id)
            )
        self._contexts[session.id] = _Context(browser, state)
        metrics.CONTEXTS.set(len(self._contexts))
        return Taken(browser, reloaded=state is not None)

    def put_back(self, session: SessionId) -> None:
        """Nothing was done with it."""
        self._contexts[session].left_at = self._clock.elapsed()

    def screen(self, session: SessionId) -> Screen | None:
        """What the session's page shows, while a context of it is open here."""
        context = self._contexts.get(session)
        return None if context is None else context.browser.screen

    def is_used(self, session: SessionId) -> bool:
        """Whether somebody acts on it."""
        context = self._contexts.get(session)
        return context is not None and context.left_at is None

    def leave(self, session: SessionId, state: BrowserState | None) -> None:
        """Keeps the context for the session's next turn; `state` is what the store holds."""
        context = self._contexts[session]
        context.state = state
        context.left_at = self._clock.elapsed()

    def keeps(self, session: SessionId) -> float:
        """For how many seconds the context of the session stays open; 0 where there is none."""
        return self._idle_seconds if session in self._contexts else 0.0

    async def drop(self, session: SessionId, reason: CloseReason = CloseReason.BROKEN) -> None:
        """Closes the session's context, if there is one."""
        context = self._without(session, reason)
        if context is not None:
            await self._close(session, context)

    def discard(self, session: SessionId) -> None:
        """As `drop`, but nobody has to wait: what hangs takes its time to close."""
        context = self._without(session, CloseReason.BROKEN)
        if context is not None:
            closing = asyncio.create_task(self._close(session, context))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    def _without(self, session: SessionId, reason: CloseReason) -> _Context | None:
        context = self._contexts.pop(session, None)
        if context is not None:
            metrics.CONTEXTS.set(len(self._contexts))
            metrics.CONTEXTS_CLOSED.labels(reason).inc()
        return context

    async def _close(self, session: SessionId, context: _Context) -> None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await context.browser.close()
        except (BrowserError, TimeoutError) as error:
            # It is gone either way.
            _log.info("context.already_gone", session=session, error=repr(error))

    async def sweep(self) -> None:
        """Closes what has been idle for too long."""
        limit = self._clock.elapsed() - self._idle_seconds
        for session, _ in self._left():
            # Asked anew each time: a turn may have taken one while another was being closed.
            if self._is_idle(session, limit):
                _log.info("context.idle", session=session)
                await self.drop(session, CloseReason.IDLE)

    def _is_idle(self, session: SessionId, limit: float) -> bool:
        context = self._contexts.get(session)
        return context is not None and context.left_at is not None and context.left_at <= limit

    async def sweep_forever(self) -> None:
        while True:
            await asyncio.sleep(self._idle_seconds / 8)
            await self.sweep()

    async def close(self, reason: CloseReason = CloseReason.SHUTDOWN) -> None:
        for session in tuple(self._contexts):
            await self.drop(session, reason)
        await asyncio.gather(*self._closing)

    async def _make_room(self) -> None:
        for session, _ in self._left():
            if len(self._contexts) < self._limit:
                return
            await self.drop(session, CloseReason.ROOM)

    def _left(self) -> list[tuple[SessionId, float]]:
        """The contexts that no turn uses, longest unused first."""
        left = [(s, c.left_at) for s, c in self._contexts.items() if c.left_at is not None]
        return sorted(left, key=lambda item: item[1])
