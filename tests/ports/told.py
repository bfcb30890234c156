"""A webhook, and what it is told."""

from dataclasses import replace

from errands.contracts.ids import SessionId, TenantId, WebhookId
from errands.contracts.webhook import Delivery, EventName, Webhook, delivery_id, due_at
from tests.ports.stores import ONE

HOOK = WebhookId("hook")


def a_webhook(webhook: WebhookId = HOOK, url: str = "https://a.test/") -> Webhook:
    return Webhook(
        id=webhook,
        tenant=TenantId("tenant"),
        url=url,
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        created_at=1,
    )


def a_delivery(number: int, session: SessionId = ONE, webhook: WebhookId = HOOK) -> Delivery:
    """Of the event `number-0`, which is due `number` milliseconds after 1970."""
    event = f"{number}-0"
    return Delivery(
        id=delivery_id(session, event),
        webhook=webhook,
        session=session,
        event=event,
        type=EventName.STEP_TAKEN,
        made_at=number,
        next_at=due_at(event),
    )


def tried(delivery: Delivery, next_at: float | None) -> Delivery:
    return replace(
        delivery,
        attempts=delivery.attempts + 1,
        tried_at=3,
        next_at=next_at,
        version=delivery.version + 1,
    )
