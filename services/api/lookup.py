"""What a path names, if it is the caller's. Another tenant's things do not exist."""

import re
from typing import Annotated

from fastapi import Depends, Path

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import SessionId, TenantId, TurnId
from errands.contracts.session import Session
from errands.contracts.turn import Turn
from services.api.auth import Caller, Reader
from services.api.ids import SESSION_PATTERN, TURN_PATTERN
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError

_Named = Annotated[str, Path(description="A session's id.")]


async def _session(ports: Given, tenant: Caller, session: _Named) -> Session:
    return await own_session(ports, tenant, session)


async def _read_session(ports: Given, tenant: Reader, session: _Named) -> Session:
    return await own_session(ports, tenant, session)


async def own_session(ports: Ports, tenant: TenantId, session: str) -> Session:
    """The tenant's session of this id. Raises a problem."""
    # the shape first: an id becomes part of the store's keys
    if re.fullmatch(SESSION_PATTERN, session) is None:
        raise ProblemError(Code.SESSION_NOT_FOUND)
    try:
        found = await ports.sessions.load(SessionId(session))
    except NotFoundError:
        raise ProblemError(Code.SESSION_NOT_FOUND) from None
    if found.tenant != tenant:
        raise ProblemError(Code.SESSION_NOT_FOUND)
    return found


OwnSession = Annotated[Session, Depends(_session)]
ReadSession = Annotated[Session, Depends(_read_session)]
"""The same for a key that only reads, whatever the method."""


async def _turn(
    ports: Given, session: OwnSession, turn: Annotated[str, Path(description="A turn's id.")]
) -> Turn:
    if re.fullmatch(TURN_PATTERN, turn) is None:
        raise ProblemError(Code.TURN_NOT_FOUND)
    try:
        return await ports.turns.get(session.id, TurnId(turn))
    except NotFoundError:
        raise ProblemError(Code.TURN_NOT_FOUND) from None


OwnTurn = Annotated[Turn, Depends(_turn)]
