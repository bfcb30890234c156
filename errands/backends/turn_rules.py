"""What the stores and their twins agree on about turns and sessions."""

import hashlib

from errands.contracts.event import TurnEnded
from errands.contracts.session import Session, SessionStatus
from errands.contracts.turn import StopReason, Turn, TurnStatus

IDEMPOTENCY_SECONDS = 24 * 3600
CANCELLED_REPLY = "This was cancelled before I started."

_RESTING = frozenset({SessionStatus.IDLE, SessionStatus.WAITING, SessionStatus.QUEUED})


def shown(session: Session, *, turns: int, closed: bool, queued: bool) -> Session:
    """The session as readers see it.

    The status that was saved is overruled by what is known for sure: a closed session is closed,
    and a resting one with a queued turn is `queued`. Nobody writes `queued`, so a worker that
    saves its session while the API adds a turn can't hide that turn.
    """
    status = session.status
    if closed:
        status = SessionStatus.CLOSED
    elif status in _RESTING and queued:
        status = SessionStatus.QUEUED
    elif status is SessionStatus.QUEUED:
        status = SessionStatus.IDLE
    return session.model_copy(update={"status": status, "turns": turns})


def cancelled(turn: Turn, at: float) -> Turn:
    """A queued turn that was cancelled at a unix time."""
    return turn.model_copy(
        update={
            "status": TurnStatus.CANCELLED,
            "stop_reason": StopReason.CANCELLED,
            "reply": CANCELLED_REPLY,
            "ended_at": at,
        }
    )


def cancel_of(queued: Turn, at: float) -> TurnEnded:
    """What is told of a queued turn once it was cancelled."""
    return TurnEnded(session=queued.session, at=at, turn=cancelled(queued, at))


def body_of(turn: Turn) -> str:
    """What an idempotency key stands for."""
    return turn.message if turn.answers is None else f"{turn.answers}\n{turn.message}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
