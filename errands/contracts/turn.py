"""A turn: what a person said, and the way to the assistant's reply."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SessionId, SlotName, TurnId
from errands.contracts.step import Usage


class TurnStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    ASKED = "asked"
    SAID = "said"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({TurnStatus.ASKED, TurnStatus.SAID, TurnStatus.FAILED, TurnStatus.CANCELLED})


class StopReason(StrEnum):
    """Why a turn ended; also a metric's label."""

    ASKED = "asked"
    """The model asked the user for something."""
    SAID = "said"
    """The model told the user something."""
    NEEDS_YES = "needs_yes"
    """The effect gate asked the user to confirm what can't be undone."""
    OUTCOME_UNKNOWN = "outcome_unknown"
    """An effect was interrupted in the middle and must not be repeated."""
    BUDGET = "budget"
    """The steps or the time of the turn were spent."""
    LOOP = "loop"
    """The same action did nothing three times, or gates refused too often."""
    MODEL_UNAVAILABLE = "model_unavailable"
    """The model server didn't answer within the bounds of the turn."""
    BROWSER_FAILED = "browser_failed"
    """The browser couldn't be started or died more than once."""
    BLOCKED = "blocked"
    """The address to begin at, or where it leads, isn't among the session's hosts."""
    UNREACHABLE = "unreachable"
    """Nothing answers at the address to begin at."""
    PAGE_STUCK = "page_stuck"
    """The page answered no more or never came to rest, in a second browser either."""
    CANCELLED = "cancelled"
    """The caller cancelled."""


def status_of(reason: StopReason) -> TurnStatus:
    """The status a turn ends with."""
    match reason:
        case (
            StopReason.ASKED
            | StopReason.NEEDS_YES
            | StopReason.OUTCOME_UNKNOWN
            | StopReason.BUDGET
            | StopReason.LOOP
        ):
            return TurnStatus.ASKED
        case StopReason.SAID:
            return TurnStatus.SAID
        case (
            StopReason.MODEL_UNAVAILABLE
            | StopReason.BROWSER_FAILED
            | StopReason.BLOCKED
            | StopReason.UNREACHABLE
            | StopReason.PAGE_STUCK
        ):
            return TurnStatus.FAILED
        case StopReason.CANCELLED:
            return TurnStatus.CANCELLED


class Turn(BaseModel):
    """`reply` is always words for the user once the turn has ended. Times are unix seconds.

    A message that `answers` a pending effect, by its fingerprint, is no answer to any other.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: TurnId
    session: SessionId
    number: int
    message: str
    answers: str | None = None
    status: TurnStatus = TurnStatus.QUEUED
    reply: str | None = None
    asked_slots: tuple[SlotName, ...] = ()
    stop_reason: StopReason | None = None
    steps: int = 0
    usage: Usage = Usage()
    attempts: int = 0
    created_at: float
    started_at: float | None = None
    ended_at: float | None = None

    @property
    def ended(self) -> bool:
        return self.status in ENDED
