"""Webhooks: where a tenant wants to be told of events, and what became of telling it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator

from errands.contracts.ids import DeliveryId, SessionId, TenantId, WebhookId


class EventName(StrEnum):
    """The types of `Event`, and one that nothing has to happen for."""

    SESSION_CREATED = "session.created"
    SESSION_CHANGED = "session.changed"
    PROFILE_CHANGED = "profile.changed"
    TURN_QUEUED = "turn.queued"
    TURN_STARTED = "turn.started"
    STEP_TAKEN = "step.taken"
    TURN_ENDED = "turn.ended"
    BROWSER_TAKEN = "browser.taken"
    BROWSER_HANDED_BACK = "browser.handed_back"
    TEST = "webhook.test"


EVENT_NAMES: Final = tuple(name for name in EventName if name is not EventName.TEST)


def _known(names: Iterable[str]) -> tuple[str, ...]:
    """A newer release may have kept names that this one can't tell anything of."""
    return tuple(name for name in names if name in tuple(EventName))


@dataclass(frozen=True, slots=True)
class RetiringSecret:
    """One that was rotated: it still signs until a unix time."""

    text: str = field(repr=False)
    until: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call with an `Idempotency-Key` came to.

    `digest` is of the call and its key, `sent` tells what it said, where it said anything.
    """

    digest: str
    answer: str = ""
    sent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """`secret` is kept as it is: who signs has to know it. Times are unix seconds.

    `disabled_at` is when the receiver said that it is gone. `made_of` is a digest of how it was
    asked for, `asked` holds the latest calls that could be made again. The store counts
    changes in `version`.
    """

    id: WebhookId
    tenant: TenantId
    url: str
    events: Annotated[tuple[EventName, ...], BeforeValidator(_known)] = EVENT_NAMES
    secret: str = field(repr=False)
    retiring: tuple[RetiringSecret, ...] = ()
    created_at: float
    disabled_at: float | None = None
    made_of: str = ""
    asked: tuple[Asked, ...] = ()
    version: int = 0

    def secrets(self, now: float) -> tuple[str, ...]:
        """Those that sign, the newest first."""
        return (self.secret, *(old.text for old in self.retiring if now < old.until))

    def earlier(self, digest: str) -> Asked | None:
        """An earlier call of this digest."""
        return next((one for one in self.asked if one.digest == digest), None)


class Outcome(StrEnum):
    """What an attempt came to."""

    DELIVERED = "delivered"
    """Answered with a 2xx."""
    REJECTED = "rejected"
    REDIRECTED = "redirected"
    """Redirects aren't followed."""
    GONE = "gone"
    """Answered with 410: the webhook is disabled."""
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    NOT_ALLOWED = "not_allowed"
    """The address is, or leads to, one that isn't public, or isn't https."""
    EXPIRED = "expired"
    """Not sent: the event isn't kept any more."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`status` is that of the answer, where there was one."""

    outcome: Outcome
    status: int | None = None


Post: TypeAlias = Callable[[str, Mapping[str, str], bytes], Awaitable[Attempt]]
"""Sends headers and a body to an address, once. Raises nothing: what goes wrong is an outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An event for one webhook. Its words stay in the session's log; `event` is its id there.

    A test is of no session. `last` is what the latest of `attempts` came to, `tried_at` when it
    was made. Nothing more comes without a `next_at`. Times are unix seconds. The store counts
    changes in `version`.
    """

    id: DeliveryId
    webhook: WebhookId
    session: SessionId | None
    event: str = ""
    type: EventName
    made_at: float
    attempts: int = 0
    last: Attempt | None = None
    tried_at: float | None = None
    next_at: float | None
    replays: tuple[Asked, ...] = ()
    version: int = 0

    @property
    def line(self) -> str:
        """What it is told in order with: its session, or itself for a test."""
        return self.session or self.id


def delivery_id(session: SessionId, event: str) -> DeliveryId:
    """Ids sort by time, and within a session as its events do."""
    milliseconds, _, number = event.partition("-")
    return DeliveryId(f"msg_{int(milliseconds):013}_{int(number):05}_{session}")


def id_of_test(now: float, drawn: str) -> DeliveryId:
    return DeliveryId(f"msg_{int(now * 1000):013}_00000_{drawn}")


def due_at(event: str) -> float:
    """When an event of this id is to be sent first, so that those of a session stay in order."""
    milliseconds, _, number = event.partition("-")
    return int(milliseconds) / 1000 + int(number) * 1e-6
