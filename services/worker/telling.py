"""What telling webhooks of events works with, by port."""

from dataclasses import dataclass

from errands.contracts.ports import Clock
from errands.contracts.stores import EventLog, SessionStore
from errands.contracts.telling import DeliveryStore, Outbox, WebhookStore
from errands.contracts.webhook import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    webhooks: WebhookStore
    deliveries: DeliveryStore
    outbox: Outbox
    events: EventLog
    sessions: SessionStore
    post: Post
    clock: Clock
