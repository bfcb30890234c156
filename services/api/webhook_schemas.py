"""The bodies of webhooks on the wire."""

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, HttpUrl, WithJsonSchema

from errands.contracts.ids import DeliveryId, SessionId, WebhookId
from errands.contracts.webhook import EVENT_NAMES, Delivery, EventName, Outcome, Webhook
from services.wire.bodies import JSON_NUMBER, Answer, Sent

_MAX_URL = 2000


def _without_user(url: HttpUrl) -> HttpUrl:
    if url.username is not None or url.password is not None:
        raise ValueError("an address with a user or a password isn't taken: check the signature")
    return url


def _short(url: HttpUrl) -> HttpUrl:
    if len(str(url)) > _MAX_URL:
        raise ValueError(f"an address has at most {_MAX_URL} characters")
    return url


def _told(name: EventName) -> EventName:
    if name not in EVENT_NAMES:
        raise ValueError("tests are sent when they are asked for, not otherwise")
    return name


_Address: TypeAlias = Annotated[HttpUrl, AfterValidator(_without_user), AfterValidator(_short)]
_Event: TypeAlias = Annotated[
    EventName,
    AfterValidator(_told),
    WithJsonSchema({"type": "string", "enum": [str(name) for name in EVENT_NAMES]}),
]
_Secret: TypeAlias = Annotated[
    str | None,
    Field(
        description="What signs; told this once. Nothing where an earlier call made it.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="],
    ),
]


class NewWebhook(Sent):
    url: _Address = Field(
        description="Where events are sent. It has to be https at port 443, and public.",
        examples=["https://product.example/errands"],
        json_schema_extra={"maxLength": _MAX_URL},
    )
    events: list[_Event] = Field(
        default=[],
        max_length=len(EVENT_NAMES),
        description="Which events are sent; all, unless some are named.",
        examples=[[EventName.TURN_ENDED]],
    )

    @property
    def names(self) -> tuple[EventName, ...]:
        return tuple(name for name in EVENT_NAMES if name in self.events or not self.events)


class SecretRotation(Sent):
    grace_seconds: Annotated[int, Field(ge=0, le=7 * 86400), JSON_NUMBER] = Field(
        default=86400,
        description="How long what is sent has a signature by the old secret, too.",
    )


class WebhookBody(Answer):
    """Without its secret. A receiver that answered 410 has its webhook disabled."""

    id: WebhookId
    url: str
    events: list[EventName]
    created_at: float
    disabled_at: float | None
    old_secrets_until: float | None = Field(
        description="Until when older secrets sign as well as the latest."
    )

    @staticmethod
    def of(webhook: Webhook, now: float) -> "WebhookBody":
        ends = [old.until for old in webhook.retiring if now < old.until]
        return WebhookBody(
            id=webhook.id,
            url=webhook.url,
            events=list(webhook.events),
            created_at=webhook.created_at,
            disabled_at=webhook.disabled_at,
            old_secrets_until=max(ends, default=None),
        )


class NewWebhookBody(WebhookBody):
    secret: _Secret

    @staticmethod
    def made(webhook: Webhook, now: float, secret: str | None) -> "NewWebhookBody":
        return NewWebhookBody(**WebhookBody.of(webhook, now).model_dump(), secret=secret)


class WebhookList(Answer):
    """`next_cursor` is after the last of these."""

    webhooks: list[WebhookBody]
    has_more: bool
    next_cursor: str | None


class DeliveryBody(Answer):
    """`id` is the message's `webhook-id`. `event` is the id in its session's stream.

    `outcome` and `status_code` are those of the latest of `attempts`, which was made at
    `tried_at`. Without a `next_attempt_at` no more come by themselves. Times are unix seconds.
    """

    id: DeliveryId
    type: EventName
    session: SessionId | None
    event: str | None
    created_at: float
    attempts: int
    outcome: Outcome | None
    status_code: int | None
    tried_at: float | None
    next_attempt_at: float | None

    @staticmethod
    def of(delivery: Delivery, webhook: Webhook) -> "DeliveryBody":
        last = delivery.last
        return DeliveryBody(
            id=delivery.id,
            type=delivery.type,
            session=delivery.session,
            event=delivery.event or None,
            created_at=delivery.made_at,
            attempts=delivery.attempts,
            outcome=None if last is None else last.outcome,
            status_code=None if last is None else last.status,
            tried_at=delivery.tried_at,
            next_attempt_at=None if webhook.disabled_at else delivery.next_at,
        )


class DeliveryList(Answer):
    """`next_cursor` is after the last of these, for those that come later too."""

    deliveries: list[DeliveryBody]
    has_more: bool
    next_cursor: str | None
