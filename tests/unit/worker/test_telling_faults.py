"""Telling webhooks where a store, a sender or a release of ours is at fault."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from errands.backends.memory import MemoryDeliveries, MemoryWebhooks
from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import WebhookId
from errands.contracts.ports import Clock
from errands.contracts.webhook import (
    Attempt,
    Delivery,
    Outcome,
    Webhook,
)
from services.worker.relay import Relay
from services.worker.sender import CLAIM_SECONDS, Sender
from tests.ports.stores import ONE
from tests.ports.told import HOOK
from tests.unit.worker.telling_scene import DELIVERED, Scene, dead_letters


class Frail(MemoryDeliveries):
    """Fails its first call."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.has_failed = False

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        if not self.has_failed:
            self.has_failed = True
            raise StoreUnavailableError
        return await super().add(webhook, deliveries)


async def test_what_could_not_be_kept_is_told_the_next_time(scene: Scene) -> None:
    frail = replace(scene.telling, deliveries=Frail(scene.clock))
    again = replace(scene, relay=Relay(frail), sender=Sender(frail))
    await scene.say(count=2)
    with pytest.raises(StoreUnavailableError):
        await again.relay.once()
    await again.tell()
    assert len(scene.receivers.ids()) == 2


class Contested(MemoryWebhooks):
    """Somebody else is always faster."""

    async def replace(self, old: Webhook, new: Webhook) -> bool:
        return old is new


async def test_who_never_gets_to_change_a_webhook_gives_up(scene: Scene) -> None:
    contested = Contested()
    await contested.add(await scene.stores.webhooks.get(HOOK))
    scene.receivers.answers["https://a.test/"] = Attempt(Outcome.GONE, 410)
    await scene.say()
    telling = replace(scene.telling, webhooks=contested)
    async with asyncio.timeout(30):
        await replace(scene, relay=Relay(telling), sender=Sender(telling)).tell()
    assert len(scene.receivers.got) == 1


async def test_what_a_sender_died_over_is_sent_again_under_its_id(scene: Scene) -> None:
    scene.receivers.held.add("https://a.test/")
    await scene.say()
    await scene.relay.once()
    await scene.sender.once()
    await asyncio.sleep(0)
    scene.receivers.held.clear()
    another = Sender(scene.telling)
    await another.once()
    await another.settled()
    assert len(scene.receivers.got) == 1
    scene.clock.advance(CLAIM_SECONDS)
    await another.once()
    await another.settled()
    first, second = scene.receivers.ids()
    assert first == second
    assert (await scene.only()).last == DELIVERED
    scene.receivers.go.set()
    await scene.sender.settled()


async def test_what_a_sender_that_stops_was_over_is_sent_at_once_and_in_order(
    scene: Scene,
) -> None:
    scene.receivers.held.add("https://a.test/")
    await scene.say(count=3)
    await scene.relay.once()
    await scene.sender.once()
    await asyncio.sleep(0)
    await scene.sender.close()
    scene.receivers.held.clear()
    await replace(scene, sender=Sender(scene.telling)).tell()
    ids = scene.receivers.ids()
    assert ids[0] == ids[1]
    assert ids[1:] == sorted(set(ids))
    assert len(ids) == 4


class Slow(MemoryDeliveries):
    """Whose delivery is dealt with by another sender before it is settled."""

    async def settle(self, old: Delivery, new: Delivery) -> bool:
        await super().settle(old, new)
        return False


async def test_what_has_expired_counts_once_however_many_senders_saw_it(scene: Scene) -> None:
    telling = replace(scene.telling, deliveries=Slow(scene.clock))
    await scene.say()
    await Relay(telling).once()
    await scene.stores.sessions.close(ONE)
    await scene.stores.sessions.forget(ONE)
    before = dead_letters()
    await replace(scene, relay=Relay(telling), sender=Sender(telling)).tell()
    assert dead_letters() == before
