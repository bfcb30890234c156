"""Webhooks are told of what happens: who, of what, how often, in which order."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from errands.contracts.ids import SessionId, TenantId
from errands.contracts.webhook import (
    Attempt,
    Delivery,
    EventName,
    Outcome,
    RetiringSecret,
    id_of_test,
)
from errands.telemetry.metrics import REGISTRY
from services.worker.relay import TIDY_SECONDS, Relay
from services.worker.retrying import SCHEDULE, pause_after
from services.worker.sender import AT_ONCE, Sender
from services.worker.webhooks import measure
from tests.ports.stores import ONE, TWO, a_session, a_turn
from tests.ports.told import HOOK, a_webhook
from tests.unit.worker.telling_scene import DELIVERED, FAILED, OTHER, Scene, dead_letters, lag


async def test_an_event_is_told_once_signed_and_in_the_words_of_the_stream(scene: Scene) -> None:
    await scene.say()
    for _ in range(3):
        await scene.tell()
    ((url, headers, body),) = scene.receivers.got
    assert url == "https://a.test/"
    assert headers["Content-Type"] == "application/json"
    at = float(headers["webhook-timestamp"])
    assert at == int(scene.clock.now())
    message = Verifier(a_webhook().secret)
    signature = headers["webhook-signature"].split(",")[1]
    assert signature in message.sign(headers["webhook-id"], _when(at), body.decode())
    assert b'"type":"session.created"' in body
    assert b'"data":{"session":"one"' in body
    delivery = await scene.only()
    assert (delivery.attempts, delivery.last, delivery.next_at) == (1, DELIVERED, None)


def _when(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


async def test_two_that_relay_and_send_tell_everything_once(scene: Scene) -> None:
    await scene.say(ONE, 3)
    await scene.say(TWO, 2)
    twin = replace(scene, relay=Relay(scene.telling), sender=Sender(scene.telling))
    await asyncio.gather(scene.tell(), twin.tell())
    assert len(scene.receivers.ids()) == len(set(scene.receivers.ids())) == 5


async def test_nobody_is_told_of_another_tenants_sessions(scene: Scene) -> None:
    theirs = replace(a_webhook(OTHER, "https://b.test/"), tenant=TenantId("another"))
    await scene.stores.webhooks.add(theirs)
    await scene.say()
    await scene.tell()
    assert len(scene.receivers.ids()) == 1
    assert scene.receivers.ids("https://b.test/") == []


async def test_nothing_is_told_of_before_the_webhook_was_made(scene: Scene) -> None:
    await scene.say(count=3)
    scene.clock.advance(1)
    late = replace(a_webhook(OTHER, "https://b.test/"), created_at=scene.clock.now())
    await scene.stores.webhooks.add(late)
    await scene.say()
    await scene.tell()
    assert len(scene.receivers.ids()) == 4
    assert len(scene.receivers.ids("https://b.test/")) == 1


async def test_only_what_is_asked_for_is_told(scene: Scene) -> None:
    picky = replace(
        a_webhook(OTHER, "https://b.test/"), created_at=0, events=(EventName.TURN_QUEUED,)
    )
    await scene.stores.webhooks.add(picky)
    await scene.say()
    await scene.stores.turns.add(a_turn().model_copy(update={"created_at": 2e9}), None)
    await scene.tell()
    (body,) = [body for url, _, body in scene.receivers.got if url == "https://b.test/"]
    assert b'"type":"turn.queued"' in body


async def test_a_session_is_told_in_its_order(scene: Scene) -> None:
    await scene.say(count=5)
    await scene.tell()
    ids = scene.receivers.ids()
    assert len(ids) == 5
    assert ids == sorted(ids)


async def test_what_failed_is_tried_at_the_times_of_the_schedule_and_then_left(
    scene: Scene,
) -> None:
    scene.receivers.answers["https://a.test/"] = FAILED
    await scene.say()
    before, waits = dead_letters(), []
    await scene.tell()
    while (next_at := (await scene.only()).next_at) is not None:
        assert dead_letters() == before
        tries = len(scene.receivers.got)
        waits.append(next_at - scene.clock.now())
        scene.clock.advance(waits[-1] - 0.01)
        await scene.tell()
        assert len(scene.receivers.got) == tries
        scene.clock.advance(0.02)
        await scene.tell()
        assert len(scene.receivers.got) == tries + 1
    assert len(waits) == len(SCHEDULE)
    for wait, least in zip(waits, SCHEDULE, strict=True):
        assert least <= wait <= least * 1.1
    assert len(set(scene.receivers.ids())) == 1
    assert dead_letters() == before + 1
    delivery = await scene.only()
    assert (delivery.attempts, delivery.last) == (8, FAILED)


def test_the_schedule_is_the_specifications() -> None:
    assert SCHEDULE == (5, 300, 1800, 7200, 18000, 36000, 36000)
    assert pause_after(8) is None
    assert len({pause_after(1) for _ in range(20)}) > 1, "no two wait alike"


async def test_who_says_to_be_gone_is_told_nothing_more(scene: Scene) -> None:
    scene.receivers.answers["https://a.test/"] = Attempt(Outcome.GONE, 410)
    await scene.say(count=3)
    before = dead_letters()
    await scene.tell()
    assert len(scene.receivers.got) == 1
    webhook = await scene.stores.webhooks.get(HOOK)
    assert webhook.disabled_at == scene.clock.now()
    assert dead_letters() == before + 3
    await scene.say()
    scene.clock.advance(9e5)
    await scene.tell()
    assert len(scene.receivers.got) == 1


async def test_a_receiver_that_hangs_holds_up_nobody_else_nor_other_sessions_of_its_own(
    scene: Scene,
) -> None:
    await scene.stores.webhooks.add(
        replace(a_webhook(OTHER, "https://slow.test/"), created_at=scene.clock.now())
    )
    scene.receivers.held.add("https://slow.test/")
    sessions = [SessionId(f"s{number}") for number in range(AT_ONCE + 3)]
    for session in sessions:
        await scene.stores.sessions.create(a_session(session), {})
        await scene.say(session, 2)
    # the stores of tests keep five of a webhook
    await scene.relay.once()
    for _ in range(20):
        await scene.sender.once()
        await asyncio.sleep(0)
    assert len(scene.receivers.ids("https://slow.test/")) == AT_ONCE
    assert len(scene.receivers.ids()) > AT_ONCE
    scene.receivers.go.set()
    await scene.sender.settled()


async def test_both_secrets_sign_until_the_old_one_has_run_out(scene: Scene) -> None:
    new = "whsec_b3RoZXJvdGhlcm90aGVyb3RoZXI="
    old = await scene.stores.webhooks.get(HOOK)
    until = scene.clock.now() + 10
    rotated = replace(old, secret=new, retiring=(RetiringSecret(old.secret, until),))
    await scene.stores.webhooks.replace(old, rotated)
    await scene.say()
    await scene.tell()
    scene.clock.advance(10)
    await scene.say()
    await scene.tell()
    counts = [len(headers["webhook-signature"].split(" ")) for _, headers, _ in scene.receivers.got]
    assert counts == [2, 1]


async def test_a_test_is_sent_without_a_session(scene: Scene) -> None:
    now = scene.clock.now()
    trial = Delivery(
        id=id_of_test(now, "x"),
        webhook=HOOK,
        session=None,
        type=EventName.TEST,
        made_at=now,
        next_at=now,
    )
    await scene.stores.deliveries.add(HOOK, [trial])
    await scene.tell()
    ((_, headers, body),) = scene.receivers.got
    assert headers["webhook-id"] == trial.id
    assert b'"type":"webhook.test"' in body
    assert b'"data":{"webhook":"hook"}' in body


async def test_what_is_not_kept_any_more_is_said_to_have_expired(scene: Scene) -> None:
    await scene.say()
    await scene.relay.once()
    await scene.stores.sessions.close(ONE)
    await scene.stores.sessions.forget(ONE)
    before = dead_letters()
    await scene.tell()
    assert scene.receivers.got == []
    assert (await scene.only()).last == Attempt(Outcome.EXPIRED)
    assert dead_letters() == before + 1


async def test_sessions_of_tenants_without_a_webhook_come_to_rest_too(scene: Scene) -> None:
    await scene.stores.webhooks.remove(HOOK)
    await scene.tell()
    await scene.say()
    await scene.relay.once()
    assert await scene.stores.outbox.sessions() != ()
    scene.clock.advance(TIDY_SECONDS)
    await scene.relay.once()
    assert await scene.stores.outbox.sessions() == ()


async def test_the_lag_is_that_of_the_oldest_event_not_told(scene: Scene) -> None:
    await measure(scene.telling)
    assert lag() == 0
    await scene.say()
    await scene.relay.once()
    scene.clock.advance(30)
    await measure(scene.telling)
    assert lag() == pytest.approx(30)
    await scene.tell()
    await measure(scene.telling)
    assert lag() == 0


async def test_a_webhook_that_is_off_is_counted_and_is_not_behind(scene: Scene) -> None:
    old = await scene.stores.webhooks.get(HOOK)
    await measure(scene.telling)
    assert REGISTRY.get_sample_value("errands_webhooks_disabled") == 0
    await scene.say()
    await scene.relay.once()
    scene.clock.advance(30)
    await scene.stores.webhooks.replace(old, replace(old, disabled_at=scene.clock.now()))
    await measure(scene.telling)
    assert REGISTRY.get_sample_value("errands_webhooks_disabled") == 1
    assert lag() == 0


async def test_a_webhook_that_is_removed_meanwhile_ends_its_sending(scene: Scene) -> None:
    scene.receivers.held.add("https://a.test/")
    await scene.say(count=2)
    await scene.relay.once()
    await scene.sender.once()
    await asyncio.sleep(0)
    await scene.stores.webhooks.remove(HOOK)
    await scene.stores.deliveries.drop(HOOK)
    scene.receivers.go.set()
    await scene.sender.settled()
    assert len(scene.receivers.got) == 1
