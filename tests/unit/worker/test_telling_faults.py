"""Telling webhooks where a store, a sender or a release of ours is at fault."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

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
from errands.telemetry import metrics
from services.worker import webhooks
from services.worker.holding import stop
from services.worker.relay import Relay
from services.worker.sender import CLAIM_SECONDS, Sender
from tests.ports.stores import ONE, TWO
from tests.ports.told import HOOK, a_webhook
from tests.unit.worker.telling_scene import DELIVERED, OTHER, Scene, dead_letters, lag
from tests.worker_process import until


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


class Wrong(MemoryDeliveries):
    """Can't add nor claim anything of one webhook, nor any of one session."""

    async def add(self, webhook: WebhookId, deliveries: Sequence[Delivery]) -> int:
        if any(one.session == ONE for one in deliveries):
            raise ValueError
        return await super().add(webhook, deliveries)

    async def claim(self, webhook: WebhookId, seconds: float, most: int) -> tuple[Delivery, ...]:
        if webhook != HOOK:
            raise ValueError
        return await super().claim(webhook, seconds, most)


async def test_what_is_wrong_with_one_session_or_webhook_stops_no_other(scene: Scene) -> None:
    await scene.stores.webhooks.add(replace(a_webhook(OTHER), id=WebhookId("a first one")))
    wrong = replace(scene.telling, deliveries=Wrong(scene.clock))
    await scene.say(ONE)
    await scene.say(TWO)
    await replace(scene, relay=Relay(wrong), sender=Sender(wrong)).tell()
    (id_,) = scene.receivers.ids()
    assert id_.endswith(f"_{TWO}")


async def test_an_attempt_that_fails_as_nobody_expected_is_said_and_made_again(
    scene: Scene,
) -> None:
    async def mistaken(*_: object) -> Attempt:
        raise ValueError

    await scene.say()
    telling = replace(scene.telling, post=mistaken)
    with capture_logs() as logs:
        await replace(scene, sender=Sender(telling)).tell()
    assert [one["event"] for one in logs] == ["webhook.not_settled"]
    scene.clock.advance(CLAIM_SECONDS)
    await scene.tell()
    assert len(scene.receivers.got) == 1


class Mistaken(MemoryWebhooks):
    """Its first answers are mistakes. Looks at the gauge whenever it is asked."""

    def __init__(self, *errors: Exception) -> None:
        super().__init__()
        self.errors = list(errors)
        self.lags: list[float] = []

    async def everyone(self) -> tuple[Webhook, ...]:
        self.lags.append(lag())
        if self.errors:
            raise self.errors.pop(0)
        return await super().everyone()


@pytest.mark.parametrize("error", [ValueError(), StoreUnavailableError()])
async def test_telling_outlives_what_nobody_expected_and_says_nothing_of_the_lag_meanwhile(
    scene: Scene, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "LOOK_SECONDS", 0)
    mistaken = Mistaken(error)
    await mistaken.add(await scene.stores.webhooks.get(HOOK))
    await scene.say()
    metrics.WEBHOOK_LAG_SECONDS.set(1)
    telling = replace(scene.telling, webhooks=mistaken)
    task = webhooks.begin_telling(telling, Sender(telling))

    async def told() -> bool | None:
        return (len(scene.receivers.got) == 1 and not math.isnan(lag())) or None

    await until(told)
    await stop(task)
    assert mistaken.lags[0] == 1
    assert math.isnan(mistaken.lags[1])


async def test_telling_that_ends_by_itself_is_said(scene: Scene) -> None:
    class Unstoppable(Sender):
        async def close(self) -> None:
            raise ValueError("no end")

    with capture_logs() as logs:
        task = webhooks.begin_telling(scene.telling, Unstoppable(scene.telling))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        await asyncio.sleep(0)
    assert [one["event"] for one in logs] == ["webhooks.told_no_more"]


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
