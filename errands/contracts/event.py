"""What happens in a session, in one gapless order."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.ids import SessionId
from errands.contracts.session import SessionStatus
from errands.contracts.step import Step
from errands.contracts.turn import Turn


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    session: SessionId
    at: float
    """Unix seconds."""


class SessionCreated(_Event):
    type: Literal["session.created"] = "session.created"


class SessionChanged(_Event):
    type: Literal["session.changed"] = "session.changed"
    status: SessionStatus


class TurnQueued(_Event):
    type: Literal["turn.queued"] = "turn.queued"
    turn: Turn


class TurnStarted(_Event):
    type: Literal["turn.started"] = "turn.started"
    turn: Turn


class StepTaken(_Event):
    type: Literal["step.taken"] = "step.taken"
    step: Step


class TurnEnded(_Event):
    type: Literal["turn.ended"] = "turn.ended"
    turn: Turn


Event: TypeAlias = Annotated[
    SessionCreated | SessionChanged | TurnQueued | TurnStarted | StepTaken | TurnEnded,
    Field(discriminator="type"),
]


class Logged(BaseModel):
    """An event with its id in the session's stream (grows; opaque to clients)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    event: Event
