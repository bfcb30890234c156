"""A turn's ledger: the journal, the browser's state, the event, the recording."""

import asyncio

import structlog

from errands.agent.veil import Veil
from errands.contracts.browser_state import BrowserState
from errands.contracts.errors import ErrandsError, HandedOverError, SessionClosedError
from errands.contracts.event import StepTaken
from errands.contracts.ports import Browser
from errands.contracts.recording import Picture, Recording
from errands.contracts.step import EffectKind, Step
from errands.contracts.stores import Lease
from errands.contracts.turn import Turn
from errands.telemetry import metrics
from errands.telemetry.observe import observe_event
from services.worker.holding import steady
from services.worker.pictured import PicturedBrowser
from services.worker.stores import Parts

_MOVED = frozenset(
    {
        EffectKind.OK,
        EffectKind.PAGE_CHANGED,
        EffectKind.DIALOG,
        EffectKind.DOWNLOAD,
        EffectKind.MAYBE,
    }
)
"""Effects after which the browser may stand elsewhere, or remember something else."""

_ON_PAGE = frozenset({"click", "fill", "select", "check", "press", "goto", "back", "tab", "upload"})

_log = structlog.get_logger(__name__)


class StoreLedger:
    """A `Ledger` that writes with a lease's fence."""

    def __init__(
        self,
        parts: Parts,
        lease: Lease,
        turn: Turn,
        browser: Browser,
        veil: Veil,
    ) -> None:
        self._stores = parts.stores
        self._clock = parts.clock
        self._leaving = parts.leaving
        self._lease = lease
        self._turn = turn
        self._browser = browser
        self._pictured = browser if isinstance(browser, PicturedBrowser) else None
        self._veil = veil
        self._closed = False
        self._recording: asyncio.Task[None] | None = None
        self.state: BrowserState | None = None
        """The state that was saved last."""

    async def begin(self, step: Step) -> None:
        await steady(self._stores.journal.begin, step, self._lease.fence)

    async def finish(self, step: Step, recording: Recording) -> None:
        """The state goes first: a worker that takes over never finds a finished step undone."""
        taken = StepTaken(session=step.session, at=self._clock.now(), step=step)
        try:
            if step.action.kind in _ON_PAGE and step.effect.kind in _MOVED:
                await self.checkpoint()
        finally:
            await steady(self._stores.journal.finish, step, self._lease.fence, taken)
        observe_event(taken)
        await self.settle()
        picture = await self._pictured.picture() if self._pictured is not None else None
        self._recording = asyncio.create_task(self._keep(step, recording, picture))

    async def _keep(self, step: Step, recording: Recording, png: bytes | None) -> None:
        pictures = self._stores.pictures
        if png is None or pictures is None:
            await self._record(recording)
            return
        session, turn, number = recording.session, recording.turn, recording.number
        picture = Picture(session=session, turn=turn, number=number, png=png)
        name = await pictures.put(picture)
        await self._record(recording.model_copy(update={"screenshot": name}))
        try:
            illustrated = step.model_copy(update={"picture": name})
            await self._stores.journal.finish(illustrated, self._lease.fence)
        except ErrandsError as error:
            # Tried once: nothing of the turn hangs on where its pictures are.
            _log.info("picture.not_named", session=session, error=repr(error))

    async def _record(self, recording: Recording) -> None:
        await self._stores.recordings.append(recording)
        metrics.RECORDINGS_WRITTEN.inc()

    async def cancelled(self) -> bool:
        """Raises `HandedOverError`: between two steps another worker can go on with the turn."""
        if self._leaving.is_due:
            raise HandedOverError
        turn = self._turn
        return self._closed or await steady(self._stores.turns.cancelled, turn.session, turn.id)

    async def checkpoint(self) -> None:
        """Saves the browser's state where it has changed. Raises `BrowserGoneError`."""
        state = self._veil.state(await self._browser.state())
        if state == self.state:
            return
        try:
            await steady(self._stores.states.save, self._turn.session, state, self._lease.fence)
        except SessionClosedError:
            _log.info("checkpoint.session_closed", session=self._turn.session)
            self._closed = True
        else:
            self.state = state

    async def settle(self) -> None:
        """Waits for the last recording; a full disk loses a recording, never a turn."""
        recording, self._recording = self._recording, None
        if recording is None:
            return
        try:
            await recording
        except OSError:
            metrics.RECORDINGS_LOST.inc()
            _log.exception("recording.lost", session=self._turn.session, turn=self._turn.id)
