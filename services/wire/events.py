"""Events on the wire: a body for each kind, told apart by `type`."""

from typing import Annotated, Literal, TypeAlias, assert_never

from pydantic import Field, TypeAdapter

from errands.contracts.event import (
    BrowserHandedBack,
    BrowserTaken,
    Event,
    HandBack,
    ProfileChanged,
    SessionChanged,
    SessionCreated,
    StepTaken,
    TurnEnded,
    TurnQueued,
    TurnStarted,
)
from errands.contracts.ids import SessionId, SlotName
from errands.contracts.session import SessionStatus
from services.wire.bodies import Answer
from services.wire.steps import StepBody
from services.wire.turns import TurnBody


class _EventBody(Answer):
    """The data of a server-sent event; its id stands in the stream's `id:` line.

    `at` is unix seconds.
    """

    session: SessionId
    at: float


class SessionCreatedEvent(_EventBody):
    """The session was opened."""

    type: Literal["session.created"] = "session.created"


class SessionChangedEvent(_EventBody):
    """The session has another status."""

    type: Literal["session.changed"] = "session.changed"
    status: SessionStatus


class ProfileChangedEvent(_EventBody):
    """A call changed what is known of the person: these slots and secrets. Read the session."""

    type: Literal["profile.changed"] = "profile.changed"
    names: list[SlotName]


class TurnQueuedEvent(_EventBody):
    """Something was said."""

    type: Literal["turn.queued"] = "turn.queued"
    turn: TurnBody


class TurnStartedEvent(_EventBody):
    """A worker plays the turn; again, where another one died over it."""

    type: Literal["turn.started"] = "turn.started"
    turn: TurnBody


class StepTakenEvent(_EventBody):
    """Something was done."""

    type: Literal["step.taken"] = "step.taken"
    step: StepBody


class TurnEndedEvent(_EventBody):
    """The turn has its reply."""

    type: Literal["turn.ended"] = "turn.ended"
    turn: TurnBody


class BrowserTakenEvent(_EventBody):
    """A person acts on the page themselves; turns wait."""

    type: Literal["browser.taken"] = "browser.taken"


class BrowserHandedBackEvent(_EventBody):
    """They do so no more; turns go on."""

    type: Literal["browser.handed_back"] = "browser.handed_back"
    reason: HandBack


EventBody: TypeAlias = Annotated[
    SessionCreatedEvent
    | SessionChangedEvent
    | ProfileChangedEvent
    | TurnQueuedEvent
    | TurnStartedEvent
    | StepTakenEvent
    | TurnEndedEvent
    | BrowserTakenEvent
    | BrowserHandedBackEvent,
    Field(discriminator="type"),
]
EVENT_BODY: TypeAdapter[EventBody] = TypeAdapter(EventBody)


def body_of(event: Event) -> EventBody:  # noqa: PLR0911 one arm a kind, no logic
    session, at = event.session, event.at
    match event:
        case SessionCreated():
            return SessionCreatedEvent(session=session, at=at)
        case SessionChanged(status=status):
            return SessionChangedEvent(session=session, at=at, status=status)
        case ProfileChanged(names=names):
            return ProfileChangedEvent(session=session, at=at, names=list(names))
        case TurnQueued(turn=turn):
            return TurnQueuedEvent(session=session, at=at, turn=TurnBody.of(turn))
        case TurnStarted(turn=turn):
            return TurnStartedEvent(session=session, at=at, turn=TurnBody.of(turn))
        case TurnEnded(turn=turn):
            return TurnEndedEvent(session=session, at=at, turn=TurnBody.of(turn))
        case StepTaken(step=step):
            return StepTakenEvent(session=session, at=at, step=StepBody.of(step))
        case BrowserTaken():
            return BrowserTakenEvent(session=session, at=at)
        case BrowserHandedBack(reason=reason):
            return BrowserHandedBackEvent(session=session, at=at, reason=reason)
        case _:
            assert_never(event)
