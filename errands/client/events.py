"""What happens in a session, as the stream and webhooks tell it."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, TypeAdapter

from errands.client.answers import Answer, Known, Step, Turn
from errands.contracts.event import HandBack
from errands.contracts.session import SessionStatus


class _Event(Answer):
    """`at` is unix seconds."""

    session: str
    at: float


class SessionCreated(_Event):
    type: Literal["session.created"]


class SessionChanged(_Event):
    type: Literal["session.changed"]
    status: Known[SessionStatus]


class ProfileChanged(_Event):
    """`names` are those of slots and secrets: what they are now, the session tells."""

    type: Literal["profile.changed"]
    names: tuple[str, ...]


class TurnQueued(_Event):
    type: Literal["turn.queued"]
    turn: Turn


class TurnStarted(_Event):
    """A worker plays the turn; again, where another one died over it."""

    type: Literal["turn.started"]
    turn: Turn


class StepTaken(_Event):
    type: Literal["step.taken"]
    step: Step


class TurnEnded(_Event):
    type: Literal["turn.ended"]
    turn: Turn


class BrowserTaken(_Event):
    """A person acts on the page themselves; turns wait."""

    type: Literal["browser.taken"]


class BrowserHandedBack(_Event):
    type: Literal["browser.handed_back"]
    reason: Known[HandBack]


Event: TypeAlias = (
    SessionCreated
    | SessionChanged
    | ProfileChanged
    | TurnQueued
    | TurnStarted
    | StepTaken
    | TurnEnded
    | BrowserTaken
    | BrowserHandedBack
)
_Told: TypeAlias = Annotated[Event, Field(discriminator="type")]
EVENT: Final[TypeAdapter[Event]] = TypeAdapter(_Told)
EVENT_TYPES: Final = frozenset(
    {
        "session.created",
        "session.changed",
        "profile.changed",
        "turn.queued",
        "turn.started",
        "step.taken",
        "turn.ended",
        "browser.taken",
        "browser.handed_back",
    }
)
"""Others may come one day, and are skipped."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event, and the id after which the stream goes on another time."""

    id: str
    event: Event
