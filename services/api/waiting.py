"""Waiting for what happens in a session, by its event log."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import aclosing
from typing import TypeAlias, TypeVar

from errands.contracts.errors import NotFoundError
from errands.contracts.event import Event, Logged, SessionChanged, TurnEnded
from errands.contracts.ids import SessionId
from errands.contracts.session import SessionStatus
from errands.contracts.turn import Turn
from errands.telemetry import metrics
from services.api.key_watch import Patience
from services.api.ports import Ports
from services.api.problems import Code, ProblemError
from services.api.stop import stop

_T = TypeVar("_T")
Followed: TypeAlias = AsyncGenerator[Logged | None, None]


async def wait_for_end(ports: Ports, turn: Turn, seconds: float, patience: Patience) -> Turn:
    """The turn once it has ended, or as it is after so many seconds.

    Raises a problem where the key is good no more by then.
    """
    if turn.ended or seconds <= 0:
        return turn
    async with patience.lasts() as leaving:
        try:
            return await _in_time(_follow_to_end(ports, turn), leaving, seconds)
        except TimeoutError:
            if leaving.is_set() and not ports.stopping.is_set():
                raise ProblemError(Code.INVALID_KEY) from None
            return await ports.turns.get(turn.session, turn.id)


async def _follow_to_end(ports: Ports, turn: Turn) -> Turn:
    with metrics.EVENT_STREAMS.track_inprogress():
        async with aclosing(ports.events.follow(turn.session, None)) as events:
            async for logged in events:
                # at every quiet moment too: an event may be lost, the record isn't
                if logged is None or _ends(logged.event, turn):
                    current = await ports.turns.get(turn.session, turn.id)
                    if current.ended:
                        return current
    return turn


def _ends(event: Event, turn: Turn) -> bool:
    return isinstance(event, TurnEnded) and event.turn.id == turn.id


async def feed(
    ports: Ports, session: SessionId, followed: Followed, patience: Patience
) -> AsyncGenerator[Logged | None, None]:
    """What is followed, and `None` for a heartbeat; ends once a closed session has been read.

    Ends too when the process has to go, and when the key is good no more: a client comes back with
    the last id it has.

    What a worker still says while its cancelled turn ends is part of the stream.
    """
    async with patience.lasts() as leaving, aclosing(followed) as events:
        finished = await is_finished(ports, session)
        while True:
            try:
                seconds = ports.rules.quiet_seconds if finished else None
                logged = await _in_time(anext(events), leaving, seconds)
            except TimeoutError:
                return
            if finished and logged is None:
                return
            yield logged
            if not finished and _may_finish(logged):
                finished = await is_finished(ports, session)


async def is_finished(ports: Ports, session: SessionId) -> bool:
    """Whether a session is closed and none of its turns goes on."""
    try:
        status = (await ports.sessions.load(session)).status
    except NotFoundError:
        return True
    return status is SessionStatus.CLOSED and await ports.turns.next(session) is None


def _may_finish(logged: Logged | None) -> bool:
    return logged is None or isinstance(logged.event, SessionChanged | TurnEnded)


async def _in_time(work: Awaitable[_T], leaving: asyncio.Event, seconds: float | None) -> _T:
    """Raises `TimeoutError` after so many seconds, or when there is no more time to wait."""
    working = asyncio.ensure_future(work)
    told = asyncio.ensure_future(leaving.wait())
    try:
        await asyncio.wait({working, told}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise TimeoutError
    finally:
        await stop(working)
        await stop(told)
