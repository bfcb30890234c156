"""A tenant with a webhook and two sessions, and who tells it of them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from errands.backends.memory import ManualClock
from errands.contracts.event import SessionCreated
from errands.contracts.ids import SessionId, WebhookId
from errands.contracts.webhook import (
    Attempt,
    Delivery,
    Outcome,
)
from errands.telemetry.metrics import REGISTRY
from services.worker.relay import Relay
from services.worker.sender import Sender
from services.worker.telling import Telling
from tests.ports.stores import ONE, TWO, Stores, a_session, memory_stores
from tests.ports.told import HOOK, a_webhook

OTHER = WebhookId("other")
DELIVERED = Attempt(Outcome.DELIVERED, 200)
FAILED = Attempt(Outcome.REJECTED, 500)


@dataclass
class Receivers:
    """`Post`. Answers by address; those held up wait for `go`."""

    answers: dict[str, Attempt] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    got: list[tuple[str, Mapping[str, str], bytes]] = field(default_factory=list)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Attempt:
        self.got.append((url, headers, body))
        if url in self.held:
            await self.go.wait()
        return self.answers.get(url, DELIVERED)

    def ids(self, url: str = "https://a.test/") -> list[str]:
        return [headers["webhook-id"] for to, headers, _ in self.got if to == url]


@dataclass
class Scene:
    clock: ManualClock
    stores: Stores
    receivers: Receivers
    telling: Telling
    relay: Relay
    sender: Sender

    async def tell(self) -> None:
        """All that can be told now, but for what is held up."""
        await self.relay.once()
        await self.sender.once()
        await self.sender.settled()

    async def say(self, session: SessionId = ONE, count: int = 1) -> None:
        for _ in range(count):
            event = SessionCreated(session=session, at=self.clock.now())
            await self.stores.events.append(event)

    async def only(self, webhook: WebhookId = HOOK) -> Delivery:
        (delivery,) = await self.stores.deliveries.page(webhook, None, 9)
        return delivery


def telling_of(stores: Stores, receivers: Receivers, clock: ManualClock) -> Telling:
    return Telling(
        webhooks=stores.webhooks,
        deliveries=stores.deliveries,
        outbox=stores.outbox,
        events=stores.events,
        sessions=stores.sessions,
        post=receivers,
        clock=clock,
    )


async def opened_scene() -> Scene:
    clock, receivers = ManualClock(), Receivers()
    stores = memory_stores(clock)
    for session in (ONE, TWO):
        await stores.sessions.create(a_session(session), {})
    await stores.webhooks.add(replace(a_webhook(), created_at=clock.now()))
    telling = telling_of(stores, receivers, clock)
    return Scene(clock, stores, receivers, telling, Relay(telling), Sender(telling))


def dead_letters() -> float:
    return REGISTRY.get_sample_value("errands_webhook_dead_letters_total") or 0.0


def lag() -> float:
    found = REGISTRY.get_sample_value("errands_webhook_lag_seconds")
    assert found is not None
    return found
