"""Turns: saying something, waiting for the reply, cancelling."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Query, Response

from errands.contracts.turn import Turn
from errands.telemetry.observe import observe_event
from services.api.etags import TAGGED, IfNoneMatch, tagged
from services.api.key_watch import Waiter
from services.api.lookup import OwnSession, OwnTurn
from services.api.pace import PACED
from services.api.paging import Paged
from services.api.ports import Given, Ports, Rules
from services.api.problems import Code, ProblemError, documented
from services.api.saying import QUEUED, IdempotencyKey, drafted, is_replay, say
from services.api.schemas import NewTurn, TurnList
from services.api.waiting import wait_for_end
from services.wire.turns import TurnBody

router = APIRouter(prefix="/v1/sessions/{session}/turns", tags=["turns"])

Seconds = Annotated[
    float, Query(ge=0, le=60, description="Answer once the turn has ended, or after so long.")
]


@router.post(
    "",
    status_code=202,
    operation_id="createTurn",
    summary="Say something",
    dependencies=[PACED],
    responses={
        **QUEUED,
        **documented(
            Code.EMPTY_MESSAGE,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_CONFLICT,
            Code.MESSAGE_TOO_LARGE,
            Code.BODY_TOO_LARGE,
            Code.SESSION_NOT_FOUND,
            Code.SESSION_CLOSED,
            Code.TOO_MANY_REQUESTS,
            Code.SESSION_BUSY,
            Code.OVERLOADED,
        ),
    },
)
async def create_turn(
    ports: Given,
    session: OwnSession,
    body: NewTurn,
    response: Response,
    later: BackgroundTasks,
    idempotency_key: IdempotencyKey = None,
) -> TurnBody:
    """Queues a turn. Turns of a session run one after another, in this order.

    With `interrupt` those that haven't ended are cancelled first: a running one ends within a
    second, its last step written down, and this one goes on from where it stands.
    """
    _check(body.message, ports.rules)
    draft = drafted(ports, session, body.message)
    if body.interrupt:
        # Looked up first: a call that is sent twice at once must not cancel what it has said.
        before = [turn for turn in await ports.turns.all(session.id) if not turn.ended]
        if not await is_replay(ports, draft, idempotency_key, interrupts=True):
            for turn in before:
                await _cancelled(ports, turn)
    return await say(ports, draft, idempotency_key, response, later, interrupts=body.interrupt)


def _check(message: str, rules: Rules) -> None:
    if not message.strip():
        raise ProblemError(Code.EMPTY_MESSAGE)
    if len(message.encode()) > rules.max_message_bytes:
        detail = f"A message has at most {rules.max_message_bytes} bytes."
        raise ProblemError(Code.MESSAGE_TOO_LARGE, detail)


@router.get(
    "",
    operation_id="listTurns",
    summary="List the turns",
    responses=documented(Code.SESSION_NOT_FOUND, Code.INVALID_REQUEST, Code.INVALID_CURSOR),
)
async def list_turns(ports: Given, session: OwnSession, asked: Paged) -> TurnList:
    """Oldest first."""
    found = await ports.turns.page(session.id, _number(asked.after), asked.limit + 1)
    page = asked.cut(found, _place)
    return TurnList(
        turns=[TurnBody.of(turn) for turn in page.items],
        has_more=page.has_more,
        next_cursor=page.next_cursor,
    )


def _place(turn: Turn) -> str:
    return f"{turn.number:06}"


def _number(place: str | None) -> int:
    """A place may be made up, mark and all: such a one is where the list begins."""
    return int(place) if place is not None and place.isdecimal() else 0


@router.get(
    "/{turn}",
    operation_id="getTurn",
    summary="Read a turn, or wait for its reply",
    response_model=TurnBody,
    responses={
        **TAGGED,
        **documented(Code.SESSION_NOT_FOUND, Code.TURN_NOT_FOUND, Code.INVALID_REQUEST),
    },
)
async def get_turn(
    ports: Given,
    turn: OwnTurn,
    patience: Waiter,
    wait: Seconds = 0,
    if_none_match: IfNoneMatch = None,
) -> Response:
    return tagged(TurnBody.of(await wait_for_end(ports, turn, wait, patience)), if_none_match)


@router.post(
    "/{turn}/cancel",
    status_code=202,
    operation_id="cancelTurn",
    summary="Cancel a turn",
    responses=documented(Code.SESSION_NOT_FOUND, Code.TURN_NOT_FOUND),
)
async def cancel_turn(ports: Given, turn: OwnTurn) -> TurnBody:
    """A queued turn ends at once, a running one at its next step; one that has ended stays."""
    return TurnBody.of(await _cancelled(ports, turn))


async def _cancelled(ports: Ports, turn: Turn) -> Turn:
    after, told = await ports.turns.cancel(turn.session, turn.id)
    if told is not None:
        observe_event(told)
    return after
