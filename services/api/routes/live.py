"""A session's page as it is seen, and the way to take it over."""

import re
import secrets
from typing import Final

from fastapi import APIRouter, WebSocket

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import SessionId, ViewerId
from errands.contracts.keys import ApiKey, Scope
from errands.contracts.live import Ticket
from errands.contracts.session import Session, SessionStatus
from services.api.auth import Holder, digest_of, find_digest, find_key, need
from services.api.ids import SESSION_PATTERN, drawn
from services.api.key_watch import KeyWatch
from services.api.live import Viewers, Viewing
from services.api.live_schemas import LiveTicketBody
from services.api.lookup import ReadSession, own_session
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, documented, problem_response

router = APIRouter(prefix="/v1/sessions/{session}", tags=["live"])

TICKET_SECONDS: Final = 30.0
_BEARER: Final = "bearer"


@router.post(
    "/live-tickets",
    status_code=201,
    operation_id="createLiveTicket",
    summary="Get a ticket for the live view",
    responses=documented(Code.SESSION_NOT_FOUND, Code.SESSION_CLOSED),
)
async def create_live_ticket(ports: Given, session: ReadSession, key: Holder) -> LiveTicketBody:
    """For browsers, which can't send a key when they open a WebSocket.

    It opens one connection to `/v1/sessions/{session}/live`, once, within 30 seconds. Each call
    makes another one. A key that reads may watch; taking the page over needs `write`. What is
    said on that connection: docs/wire.md.
    """
    if session.status is SessionStatus.CLOSED:
        raise ProblemError(Code.SESSION_CLOSED)
    text = secrets.token_urlsafe(32)
    ticket = Ticket(session.id, key.digest)
    await ports.tickets.add(digest_of(text), ticket, TICKET_SECONDS)
    return LiveTicketBody(ticket=text, expires_at=ports.clock.now() + TICKET_SECONDS)


@router.websocket("/live")
async def watch_live(socket: WebSocket, session: str) -> None:
    """Pictures of the page as JPEG, and words about it; takes what a person does to it."""
    ports: Ports = socket.app.state.ports
    viewers: Viewers = socket.app.state.viewers
    watch: KeyWatch = socket.app.state.key_watch
    try:
        key = await _key(ports, socket, session)
        found = await _session(ports, key, session)
        await viewers.admit(ports, found.id, key.id)
    except ProblemError as problem:
        await _refuse(socket, problem)
        return
    except StoreUnavailableError:
        await _refuse(socket, ProblemError(Code.STORE_UNAVAILABLE))
        return
    viewer = ViewerId(drawn(ports.clock.now()))
    await socket.accept()
    with viewers.counted(key.id):
        async with watch.over(key) as leaving:
            await Viewing(ports, found.id, key, viewer, socket).run(leaving)


async def _refuse(socket: WebSocket, problem: ProblemError) -> None:
    await socket.send_denial_response(problem_response(problem, socket.scope))


async def _key(ports: Ports, socket: WebSocket, session: str) -> ApiKey:
    """Of the ticket, or of the header. Raises a problem."""
    text = socket.query_params.get("ticket")
    if text is not None:
        if re.fullmatch(SESSION_PATTERN, session) is None:
            raise ProblemError(Code.INVALID_TICKET)
        ticket = await ports.tickets.use(SessionId(session), digest_of(text))
        if ticket is None:
            raise ProblemError(Code.INVALID_TICKET)
        key = await find_digest(ports, ticket.key)
    else:
        scheme, _, given = socket.headers.get("authorization", "").partition(" ")
        if scheme.lower() != _BEARER or not given:
            raise ProblemError(Code.MISSING_KEY)
        key = await find_key(ports, given.strip())
    if not isinstance(key, ApiKey):
        raise ProblemError(Code.KEY_NOT_FOR_THIS)
    return key


async def _session(ports: Ports, key: ApiKey, session: str) -> Session:
    found = await own_session(ports, need(key, Scope.READ), session)
    if found.status is SessionStatus.CLOSED:
        raise ProblemError(Code.SESSION_CLOSED)
    return found
