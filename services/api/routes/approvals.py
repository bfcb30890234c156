"""The yes that an effect waits for: what it would do, and the answer to it."""

from fastapi import APIRouter, BackgroundTasks, Response

from errands.contracts.session import PendingEffect, Session, SessionStatus
from services.api.lookup import OwnSession
from services.api.pace import PACED
from services.api.ports import Given, Ports
from services.api.problems import Code, ProblemError, documented
from services.api.saying import QUEUED, IdempotencyKey, drafted, is_replay, say
from services.api.schemas import ApprovalBody, ApprovalSaid
from services.wire.turns import TurnBody

router = APIRouter(prefix="/v1/sessions/{session}/approval", tags=["approvals"])


@router.get(
    "",
    operation_id="getApproval",
    summary="See what waits for a yes",
    responses=documented(Code.SESSION_NOT_FOUND, Code.APPROVAL_NOT_FOUND),
)
async def get_approval(ports: Given, session: OwnSession) -> ApprovalBody:
    """There once a turn has ended with `stop_reason` `needs_yes`, until something is said."""
    effect = await _pending(ports, session)
    if effect is None:
        raise ProblemError(Code.APPROVAL_NOT_FOUND)
    return ApprovalBody.of(session, effect)


@router.post(
    "",
    status_code=202,
    operation_id="answerApproval",
    summary="Say yes or no to it",
    dependencies=[PACED],
    responses={
        **QUEUED,
        **documented(
            Code.SESSION_NOT_FOUND,
            Code.SESSION_CLOSED,
            Code.TOO_MANY_REQUESTS,
            Code.SESSION_BUSY,
            Code.OVERLOADED,
            Code.NOTHING_TO_APPROVE,
            Code.APPROVAL_CHANGED,
            Code.INVALID_REQUEST,
            Code.IDEMPOTENCY_CONFLICT,
        ),
    },
)
async def answer_approval(
    ports: Given,
    session: OwnSession,
    body: ApprovalSaid,
    response: Response,
    later: BackgroundTasks,
    idempotency_key: IdempotencyKey = None,
) -> TurnBody:
    """A turn, as if the person had written `yes` or `no`.

    The yes is to this one effect and no other: where the page says something else by the time it
    is pressed, another price above all, the person is asked again.
    """
    draft = drafted(ports, session, body.words, body.id)
    if not await is_replay(ports, draft, idempotency_key):
        await _check(ports, session, body.id)
    return await say(ports, draft, idempotency_key, response, later)


async def _check(ports: Ports, session: Session, named: str) -> None:
    """Whoever hears the turn looks again: what is pending may be another by then."""
    if session.status is SessionStatus.CLOSED:
        raise ProblemError(Code.SESSION_CLOSED)
    effect = await _pending(ports, session)
    if effect is None:
        raise ProblemError(Code.NOTHING_TO_APPROVE)
    if effect.fingerprint != named:
        raise ProblemError(Code.APPROVAL_CHANGED)


async def _pending(ports: Ports, session: Session) -> PendingEffect | None:
    """None while a turn is unfinished: what it says has been heard as the answer, or will be."""
    if session.status is SessionStatus.CLOSED or session.pending_effect is None:
        return None
    return None if await ports.turns.next(session.id) else session.pending_effect
