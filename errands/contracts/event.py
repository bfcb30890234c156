"""What happens in a session, in one gapless order."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from errands.contracts.ids import SessionId, SlotName
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


class ProfileChanged(_Event):
    """By a call. `names` are those of slots and secrets that it gave or took, without values."""

    type: Literal["profile.changed"] = "profile.changed"
    names: tuple[SlotName, ...]


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


class HandBack(StrEnum):
    """Why a person no longer holds a browser."""

    SAID = "said"
    """They handed it back."""
    IDLE = "idle"
    """They did nothing for too long, or had it for as long as anybody may."""
    AWAY = "away"
    """Nobody watches it any more."""
    LOST = "lost"
    """The worker or its browser ended; what was saved goes on elsewhere."""
    CLOSED = "closed"
    """The session was closed."""


class BrowserTaken(_Event):
    type: Literal["browser.taken"] = "browser.taken"


class BrowserHandedBack(_Event):
    type: Literal["browser.handed_back"] = "browser.handed_back"
    reason: HandBack


Event: TypeAlias = Annotated[
    SessionCreated
    | SessionChanged
    | ProfileChanged
    | TurnQueued
    | TurnStarted
    | StepTaken
    | TurnEnded
    | BrowserTaken
    | BrowserHandedBack,
    Field(discriminator="type"),
]


class Logged(BaseModel):
    """An event with its id in the session's stream (grows; opaque to clients)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    event: Event
