"""One connection that watches a session's page, and may take it over."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from errands.contracts.errors import (
    NotFoundError,
    OverloadedError,
    SessionBusyError,
    SessionClosedError,
    StoreUnavailableError,
)
from errands.contracts.ids import KeyId, SessionId, ViewerId, WorkerId
from errands.contracts.keys import ApiKey, Scope
from errands.contracts.live import Frame, GivenBack, PageShown, Shown, Touched, Watched
from errands.contracts.session import SessionStatus
from errands.contracts.touch import Mouse, MouseEvent, Touch
from errands.telemetry import metrics
from services.api.auth import need
from services.api.faults import worded
from services.api.live_schemas import (
    LIVE_SAID,
    GiveBack,
    HandedBackTold,
    LiveSaid,
    LiveTold,
    ProblemTold,
    StateTold,
    Take,
    TakenTold,
)
from services.api.ports import Ports, Rules
from services.api.problems import Code, ProblemError
from services.api.stop import stop

BEAT_SECONDS: Final = 1.0
"""How often who keeps the page is asked for, and told that somebody watches."""
SILENCE_SECONDS: Final = 4.0
"""After so long without a word from the worker the page isn't live."""
TAKE_SECONDS: Final = 30.0
"""How long a browser may take to open the page of a session that nobody kept."""
MOVE_SECONDS: Final = 0.02
"""Between two moves of the mouse that are passed on."""
_MOST_WAITING: Final = 200
"""Messages; who reads none of them is let go."""
_GOING_AWAY: Final = 1001
_REFUSED: Final = 1008

_log = structlog.get_logger(__name__)


class Viewers:
    """How many watch with one key, at this process."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._of_key: Counter[KeyId] = Counter()

    async def admit(self, ports: Ports, session: SessionId, key: KeyId) -> None:
        """Raises a problem where there are too many already."""
        is_full = await ports.live.viewers(session) >= self._rules.viewers
        if is_full or self._of_key[key] >= self._rules.key_viewers:
            raise ProblemError(Code.TOO_MANY_VIEWERS)

    @contextmanager
    def counted(self, key: KeyId) -> Iterator[None]:
        self._of_key[key] += 1
        try:
            with metrics.LIVE_VIEWERS.track_inprogress():
                yield
        finally:
            self._of_key[key] -= 1


class Viewing:
    """Shows pictures as fast as they are read; what comes meanwhile is left out."""

    def __init__(
        self, ports: Ports, session: SessionId, key: ApiKey, viewer: ViewerId, socket: WebSocket
    ) -> None:
        self._ports = ports
        self._session = session
        self._key = key
        self._viewer = viewer
        self._socket = socket
        self._keeper: WorkerId | None = None
        self._page: PageShown | None = None
        self._heard_at = 0.0
        self._moved_at = 0.0
        self._wished_at: float | None = None
        self._has = False
        self._is_over = False
        self._told: StateTold | None = None
        self._waiting: deque[LiveTold] = deque()
        self._frame: bytes | None = None
        self._news = asyncio.Event()

    async def run(self, leaving: asyncio.Event) -> None:
        """Until the connection ends, or has to: `leaving` is set, or the session is closed."""
        code = _GOING_AWAY
        try:
            async with self._ports.live.watch(self._session) as shown:
                await self._work(shown, leaving)
            if leaving.is_set() and not self._ports.stopping.is_set():
                code = _REFUSED
        except StoreUnavailableError as error:
            _log.warning("live.cut", session=self._session, error=repr(error))
        except WebSocketDisconnect:
            pass  # who watched has gone
        finally:
            await self._leave(code)

    async def _work(self, shown: AsyncIterator[Shown], leaving: asyncio.Event) -> None:
        """Returns when the first of them ends; raises what it raised."""
        jobs = (self._listen(), self._receive(shown), self._beat(), self._send(), leaving.wait())
        tasks: list[asyncio.Future[object]] = [asyncio.ensure_future(job) for job in jobs]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                await stop(task)

    async def _leave(self, code: int) -> None:
        if self._wished_at is not None and not self._has:
            try:
                await self._ports.takeovers.withdraw(self._session, self._viewer)
            except StoreUnavailableError as error:
                _log.warning("live.not_withdrawn", error=repr(error))
        if self._socket.application_state is WebSocketState.CONNECTED:
            try:
                await self._socket.close(code)
            except (RuntimeError, WebSocketDisconnect):
                return  # it was closed from the other side just now

    # --- what the worker shows -------------------------------------------------------------

    async def _receive(self, shown: AsyncIterator[Shown]) -> None:
        async for one in shown:
            if one.worker != self._keeper:
                continue  # a page that another worker has left behind
            if isinstance(one, Frame):
                self._frame = one.jpeg
                self._news.set()
            else:
                self._page, self._heard_at = one, self._now()
                self._update()
                if one.notice and self._has:
                    self._say(ProblemTold(code=Code.NOT_DONE, detail=one.notice))

    def _update(self) -> None:
        """Tells what is different from what was told last."""
        page = self._page
        is_live = (
            page is not None
            and page.worker == self._keeper
            and self._now() - self._heard_at < SILENCE_SECONDS
        )
        state = StateTold(live=False)
        if page is not None and is_live:
            state = StateTold(
                live=True,
                width=page.width,
                height=page.height,
                address=page.address,
                held_by=page.held_by,
            )
        if state != self._told:
            self._told = state
            self._say(state)
        self._hold(has=page is not None and is_live and page.holder == self._viewer)

    def _hold(self, *, has: bool) -> None:
        if has == self._has:
            return
        self._has, self._wished_at = has, None
        self._say(TakenTold() if has else HandedBackTold())

    async def _beat(self) -> None:
        while True:
            keeper = await self._ports.leases.keeper(self._session)
            if keeper != self._keeper:
                self._keeper, self._page, self._frame = keeper, None, None
            if keeper is not None:
                watched = Watched(session=self._session, viewer=self._viewer)
                await self._ports.live.tell(keeper, watched)
            self._update()
            await self._look_after_the_wish()
            if await self._is_closed():
                self._is_over = True
                self._problem(ProblemError(Code.SESSION_CLOSED))
                await asyncio.Event().wait()  # the last word is sent yet
            await asyncio.sleep(BEAT_SECONDS)

    async def _is_closed(self) -> bool:
        try:
            session = await self._ports.sessions.load(self._session)
        except NotFoundError:
            return True
        return session.status is SessionStatus.CLOSED

    async def _look_after_the_wish(self) -> None:
        """A wish that nobody can grant is taken back."""
        wished_at = self._wished_at
        if wished_at is None or self._now() - wished_at < BEAT_SECONDS:
            return
        found = await self._ports.takeovers.find(self._session)
        is_late = self._now() - wished_at > TAKE_SECONDS
        if found is not None and found.viewer == self._viewer:
            if not is_late or found.fence is not None:
                return
            if not await self._ports.takeovers.withdraw(self._session, self._viewer):
                return
        self._wished_at = None
        self._problem(ProblemError(Code.BROWSER_UNAVAILABLE))

    # --- what is sent ----------------------------------------------------------------------

    async def _send(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            while self._waiting:
                await self._socket.send_text(self._waiting[0].model_dump_json())
                self._waiting.popleft()
            if self._is_over:
                return
            frame, self._frame = self._frame, None
            if frame is not None:
                await self._socket.send_bytes(frame)
                metrics.LIVE_FRAMES.inc()

    def _say(self, told: LiveTold) -> None:
        if len(self._waiting) >= _MOST_WAITING:
            raise WebSocketDisconnect(_GOING_AWAY)
        self._waiting.append(told)
        self._news.set()

    def _problem(self, problem: ProblemError) -> None:
        self._say(ProblemTold(code=problem.code, detail=problem.detail))

    # --- what the person says --------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(message.get("code", _GOING_AWAY))
            try:
                await self._hear(_parsed(message.get("text")))
            except ProblemError as problem:
                self._problem(problem)
            except StoreUnavailableError:
                self._problem(ProblemError(Code.STORE_UNAVAILABLE))

    async def _hear(self, said: LiveSaid) -> None:
        match said:
            case Take():
                await self._take()
            case GiveBack():
                await self._give_back()
            case _:
                await self._touch(said)

    async def _take(self) -> None:
        need(self._key, Scope.WRITE)
        try:
            await self._ports.takeovers.ask(self._session, self._viewer)
        except SessionBusyError:
            raise ProblemError(Code.TURN_RUNNING) from None
        except OverloadedError:
            raise ProblemError(Code.OVERLOADED) from None
        except (SessionClosedError, NotFoundError):
            raise ProblemError(Code.SESSION_CLOSED) from None
        self._wished_at = self._now()
        await self._ports.hints.send(self._session)

    async def _give_back(self) -> None:
        if self._wished_at is not None:
            self._wished_at = None
            if await self._ports.takeovers.withdraw(self._session, self._viewer):
                self._say(HandedBackTold())
                return
        if not self._has or self._keeper is None:
            raise ProblemError(Code.NOT_TAKEN)
        said = GivenBack(session=self._session, viewer=self._viewer)
        await self._ports.live.tell(self._keeper, said)

    async def _touch(self, touch: Touch) -> None:
        if not self._has or self._keeper is None:
            raise ProblemError(Code.NOT_TAKEN)
        if isinstance(touch, Mouse) and touch.event is MouseEvent.MOVE:
            if self._now() - self._moved_at < MOVE_SECONDS:
                return
            self._moved_at = self._now()
        said = Touched(session=self._session, viewer=self._viewer, touch=touch)
        await self._ports.live.tell(self._keeper, said)

    def _now(self) -> float:
        return self._ports.clock.elapsed()


def _parsed(text: str | None) -> LiveSaid:
    """Raises a problem, which doesn't repeat what was said: it may be a secret."""
    try:
        return LIVE_SAID.validate_json(text or "")
    except ValidationError as invalid:
        faults = invalid.errors(include_input=False, include_url=False)
        detail = "; ".join("/".join(map(str, one["loc"])) + f": {worded(one)}" for one in faults)
        raise ProblemError(Code.INVALID_REQUEST, detail) from None
