"""What a webhook is sent: an event in the envelope of the Standard Webhooks specification."""

from datetime import UTC, datetime

from errands.contracts.event import Event
from errands.contracts.ids import WebhookId
from errands.contracts.webhook import Delivery, EventName
from services.wire.bodies import Answer
from services.wire.events import EventBody, body_of


class TrialBody(Answer):
    """Nothing has happened: somebody asked for a test of this webhook."""

    webhook: WebhookId


class MessageBody(Answer):
    """`data` is what the session's stream has as the event's data."""

    type: EventName
    timestamp: datetime
    data: EventBody | TrialBody


def message_of(delivery: Delivery, event: Event | None) -> str:
    """The body of a delivery; a test has no event."""
    message = MessageBody(
        type=delivery.type,
        timestamp=datetime.fromtimestamp(delivery.made_at, UTC),
        data=TrialBody(webhook=delivery.webhook) if event is None else body_of(event),
    )
    return message.model_dump_json()
