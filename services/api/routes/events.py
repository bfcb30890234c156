"""A session's events as they happen (server-sent events)."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import structlog
from fastapi import APIRouter, Header, Query, Response
from pydantic.config import JsonDict
from sse_starlette import EventSourceResponse, ServerSentEvent

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.event import Logged
from errands.telemetry import metrics
from services.api.faults import Fault
from services.api.key_watch import Waiter
from services.api.lookup import OwnSession
from services.api.ports import Given
from services.api.problems import Code, ProblemError, documented
from services.api.waiting import feed, is_finished
from services.wire.events import body_of

router = APIRouter(prefix="/v1/sessions/{session}/events", tags=["events"])

_RETRY_MS = 2000
_log = structlog.get_logger(__name__)
_ID: JsonDict = {"pattern": r"^([0-9]{1,19}-[0-9]{1,19})?$"}
_STREAM = {
    "text/event-stream": {
        "schema": {
            "description": "One event of the stream.",
            "type": "object",
            "required": ["id", "event", "data"],
            "properties": {
                "id": {"type": "string"},
                "event": {"type": "string"},
                "data": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": {"$ref": "#/components/schemas/Event"},
                },
            },
        },
        "example": 'id: 1-0\nevent: session.created\ndata: {"type": "session.created", ...}\n\n',
    }
}


@router.get(
    "",
    operation_id="followEvents",
    summary="Follow a session",
    response_class=Response,
    responses={
        200: {
            "description": "Events until all is said; the `data` of each is an `Event` as JSON.",
            "content": _STREAM,
        },
        204: {"description": "The session is closed and nothing is left to read."},
        **documented(Code.SESSION_NOT_FOUND, Code.INVALID_REQUEST),
    },
)
async def follow_events(
    ports: Given,
    session: OwnSession,
    patience: Waiter,
    after: Annotated[
        str | None, Query(description="The id of the last event you have.", json_schema_extra=_ID)
    ] = None,
    last_event_id: Annotated[
        str | None, Header(description="As `after`; goes first.", json_schema_extra=_ID)
    ] = None,
) -> Response:
    """From the beginning, or from after an event, on; ends when the session has been closed.

    Ends within a second, too, once the key is good no more.
    """
    last = last_event_id or after or None
    try:
        followed = ports.events.follow(session.id, last)
    except ValueError as error:
        where = "/header/last-event-id" if last_event_id else "/query/after"
        fault = Fault(pointer=where, detail=str(error))
        raise ProblemError(Code.INVALID_REQUEST, str(error), [fault]) from None
    events = feed(ports, session.id, followed, patience)
    if not await is_finished(ports, session.id):
        return EventSourceResponse(_lines(events), ping=0)
    first = await anext(events, None)
    if first is None:
        await events.aclose()
        return Response(status_code=204)
    return EventSourceResponse(_lines(events, first), ping=0)


async def _lines(
    events: AsyncGenerator[Logged | None, None], first: Logged | None = None
) -> AsyncGenerator[ServerSentEvent, None]:
    with metrics.EVENT_STREAMS.track_inprogress():
        yield ServerSentEvent(comment="hello", retry=_RETRY_MS)
        if first is not None:
            yield _line(first)
        async with aclosing(events):
            try:
                async for logged in events:
                    yield _line(logged) if logged else ServerSentEvent(comment="heartbeat")
            except StoreUnavailableError as error:
                # the answer has begun: a client comes back with the last id it has
                _log.warning("events.cut", error=repr(error))


def _line(logged: Logged) -> ServerSentEvent:
    body = body_of(logged.event)
    return ServerSentEvent(id=logged.id, event=body.type, data=body.model_dump_json())
