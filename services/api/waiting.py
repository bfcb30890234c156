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
from services.api.ports import Ports

_STOP_SECONDS = 0.2

_T = TypeVar("_T")
Followed: TypeAlias = AsyncGenerator[Logged | None, None]


async def wait_for_end(ports: Ports, turn: Turn, seconds: float) -> Turn:
    """The turn once it has ended, or as it is after so many seconds."""
    if turn.ended or seconds <= 0:
        return turn
    try:
        return await _in_time(_follow_to_end(ports, turn), ports.stopping, seconds)
    except TimeoutError:
        return await ports.turns.get(turn.session, turn.id)


async def _follow_to_end(ports: Ports, turn: Turn) -> Turn:
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
    ports: Ports, session: SessionId, followed: Followed
) -> AsyncGenerator[Logged | None, None]:
    """What is followed, and `None` for a heartbeat; ends once a closed session has been read.

    Ends too when the process has to go: a client comes back with the last id it has.

    What a worker still says while its cancelled turn ends is part of the stream.
    """
    async with aclosing(followed) as events:
        finished = await is_finished(ports, session)
        while True:
            try:
                patience = ports.rules.quiet_seconds if finished else None
                logged = await _in_time(anext(events), ports.stopping, patience)
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


async def _in_time(work: Awaitable[_T], stopping: asyncio.Event, seconds: float | None) -> _T:
    """Raises `TimeoutError` after so many seconds, or when the process has to go."""
    working = asyncio.ensure_future(work)
    told = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({working, told}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise TimeoutError
    finally:
        told.cancel()
        while not working.done():
            # Again and again: redis-py's `wait_for` swallows a cancel that meets an answer.
            working.cancel()
            await asyncio.wait({working}, timeout=_STOP_SECONDS)
        await asyncio.gather(working, told, return_exceptions=True)
