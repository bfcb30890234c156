"""Sessions: opening, reading, closing."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from errands.contracts.errors import IdempotencyConflictError
from errands.contracts.event import SessionChanged, SessionCreated
from errands.contracts.ids import TenantId
from errands.contracts.profile import Profile
from errands.contracts.session import HostPolicy, Limits, Session, SessionStatus
from errands.telemetry.observe import observe_event
from services.api.addresses import entry_of, refuse_private
from services.api.auth import Caller, digest_of
from services.api.etags import ETAG, NOT_MODIFIED, TAGGED, IfNoneMatch, picture, tagged
from services.api.ids import new_session_id, session_id_for
from services.api.lookup import OwnSession
from services.api.pace import PACED, RATE_HEADERS
from services.api.paging import Paged
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, documented
from services.api.saying import LOCATION, REPLAYED, IdempotencyKey
from services.api.schemas import NewSession, SessionBody, SessionList
from services.api.session_listing import listed

router = APIRouter(prefix="/v1/sessions", tags=["sessions"])

PNG = {"image/png": {"schema": {"type": "string", "format": "binary"}}}


@router.post(
    "",
    status_code=201,
    operation_id="createSession",
    summary="Open a session",
    dependencies=[PACED],
    responses={
        201: {
            "description": "Opened.",
            "headers": {**REPLAYED, **LOCATION, **RATE_HEADERS},
        },
        **documented(
            Code.ADDRESS_NOT_ALLOWED,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_CONFLICT,
            Code.TOO_MANY_REQUESTS,
        ),
    },
)
async def create_session(
    ports: Given,
    tenant: Caller,
    body: NewSession,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> SessionBody:
    """One person's conversation with one browser. The browser starts with the first turn.

    The same `Idempotency-Key` is one session, for as long as that is kept.
    """
    session = _opened(body, tenant, ports, idempotency_key)
    if not ports.rules.allow_local_hosts:
        await refuse_private(session.hosts.allowed, ports.resolve)
    response.headers["Location"] = f"/v1/sessions/{session.id}"
    created = SessionCreated(session=session.id, at=session.created_at)
    if not await ports.sessions.create(session, body.secret_values(), created):
        response.headers["Idempotent-Replayed"] = "true"
        return SessionBody.of(await _opened_before(body, session, ports))
    observe_event(created)
    return SessionBody.of(session)


async def _opened_before(body: NewSession, session: Session, ports: Ports) -> Session:
    """The session of an earlier call. Raises where that was another one's."""
    found = await ports.sessions.load(session.id)
    secrets = await ports.sessions.secrets(session.id)
    # closed: its secrets are gone
    has_others = found.status is SessionStatus.CLOSED or found.profile_changed
    if found.opened_by != session.opened_by or (secrets != body.secret_values() and not has_others):
        raise IdempotencyConflictError
    return found


def _opened(body: NewSession, tenant: TenantId, ports: Ports, key: str | None) -> Session:
    now = ports.clock.now()
    allowed = tuple(dict.fromkeys((entry_of(body.start_url), *body.allowed_hosts)))
    return Session(
        id=new_session_id(now) if key is None else session_id_for(tenant, key),
        tenant=tenant,
        start_url=str(body.start_url),
        profile=Profile.of(dict(body.profile), tuple(body.secrets)),
        hosts=HostPolicy(allowed=allowed, allow_local=ports.rules.allow_local_hosts),
        limits=Limits(max_steps=body.limits.max_steps, max_seconds=body.limits.max_seconds),
        metadata=dict(body.metadata),
        secret_hosts=body.secret_hosts(),
        opened_by=digest_of(body.model_dump_json()),
        created_at=now,
    )


@router.get(
    "",
    operation_id="listSessions",
    summary="List the sessions",
    responses=documented(Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_sessions(
    ports: Given,
    tenant: Caller,
    asked: Paged,
    status: Annotated[
        list[SessionStatus] | None,
        Query(max_length=len(SessionStatus), description="Of these statuses only; else of any."),
    ] = None,
) -> SessionList:
    """Your own, newest first: all that are open, and those that were closed not long ago."""
    return await listed(ports.sessions, tenant, asked, frozenset(status or SessionStatus))


@router.get(
    "/{session}",
    operation_id="getSession",
    summary="Read a session",
    response_model=SessionBody,
    responses={**TAGGED, **documented(Code.SESSION_NOT_FOUND, Code.INVALID_REQUEST)},
)
async def get_session(session: OwnSession, if_none_match: IfNoneMatch = None) -> Response:
    return tagged(SessionBody.of(session), if_none_match)


@router.get(
    "/{session}/screenshot",
    operation_id="getScreenshot",
    summary="See the page",
    response_class=Response,
    responses={
        200: {
            "description": "The page after the last step, as PNG.",
            "content": PNG,
            "headers": ETAG,
        },
        **NOT_MODIFIED,
        **documented(Code.SESSION_NOT_FOUND, Code.SCREENSHOT_NOT_FOUND),
    },
)
async def get_screenshot(
    ports: Given, session: OwnSession, if_none_match: IfNoneMatch = None
) -> Response:
    png = await ports.states.screenshot(session.id)
    if png is None:
        raise ProblemError(Code.SCREENSHOT_NOT_FOUND)
    return picture(png, if_none_match)


@router.delete(
    "/{session}",
    status_code=204,
    operation_id="closeSession",
    summary="Close a session",
    responses=documented(Code.SESSION_NOT_FOUND),
)
async def close_session(ports: Given, session: OwnSession) -> None:
    """Cancels its turns and removes its secrets, its files and the browser's state.

    Closing twice is fine.
    """
    now = ports.clock.now()
    closed = SessionChanged(session=session.id, at=now, status=SessionStatus.CLOSED)
    for event in await ports.sessions.close(session.id, closed):
        observe_event(event)
    # Of one that was closed before too: the first call may have been cut off before this.
    await ports.files.forget(session.id)
