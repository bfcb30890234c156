"""Webhooks in Redis where something has run out, or another release wrote it."""

import json
from collections.abc import AsyncIterator, Awaitable
from dataclasses import replace
from typing import cast

import pytest
from redis.asyncio import Redis

from errands.backends.redis_connection import connect
from errands.backends.redis_deliveries import KEPT_SECONDS
from errands.backends.redis_layout import SessionKeys, WebhookKeys
from errands.contracts.event import SessionCreated
from errands.contracts.webhook import EventName
from tests.ports.stores import ONE, TWO, a_session, redis_stores
from tests.ports.told import HOOK, a_delivery, a_webhook, tried

pytestmark = pytest.mark.redis

WEBHOOKS = "errands:{webhooks}"


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[Redis]:
    client = connect(redis_url)
    yield client
    await client.aclose()


async def field_of(client: Redis, key: str, field: str) -> bytes:
    found = await cast("Awaitable[bytes | None]", client.hget(key, field))
    assert found is not None
    return found


async def set_field(client: Redis, key: str, field: str, text: bytes) -> None:
    await client.hset(key, field, text.decode())


async def test_all_of_a_delivery_is_kept_as_long_after_a_replay(client: Redis) -> None:
    stores, keys = redis_stores(client), WebhookKeys("errands", HOOK)
    await stores.deliveries.add(HOOK, [a_delivery(1)])
    (one,) = await stores.deliveries.claim(HOOK, 60, 9)
    assert 0 < await client.pttl(keys.out) <= 60_000
    await stores.deliveries.settle(one, tried(one, None))
    assert not await client.exists(keys.due)
    for key in (keys.log, keys.order):
        await client.expire(key, 60)
    assert await stores.deliveries.again(tried(one, None), tried(one, 1))
    for key in (keys.due, keys.log, keys.order):
        assert KEPT_SECONDS - 60 <= await client.ttl(key) <= KEPT_SECONDS


async def test_what_is_due_and_no_longer_on_record_stops_nothing(client: Redis) -> None:
    stores, keys = redis_stores(client), WebhookKeys("errands", HOOK)
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(2), a_delivery(3, TWO)])
    await client.hdel(keys.log, a_delivery(1).id)
    found = await stores.deliveries.claim(HOOK, 60, 9)
    assert found == (a_delivery(2), a_delivery(3, TWO))
    assert await client.zscore(keys.due, a_delivery(1).id) is None


async def test_what_an_older_release_kept_can_be_changed(client: Redis) -> None:
    """It knows fewer fields, none of them a version."""
    stores, keys = redis_stores(client), WebhookKeys("errands", HOOK)
    await stores.webhooks.add(a_webhook())
    await stores.deliveries.add(HOOK, [a_delivery(1)])
    for key, field in ((WEBHOOKS, HOOK), (keys.log, a_delivery(1).id)):
        kept = json.loads(await field_of(client, key, field))
        for late in ("version", "asked", "replays"):
            kept.pop(late, None)
        await set_field(client, key, field, json.dumps(kept).encode())
    (webhook,) = await stores.webhooks.everyone()
    assert await stores.webhooks.replace(webhook, webhook)
    (delivery,) = await stores.deliveries.claim(HOOK, 60, 9)
    assert await stores.deliveries.settle(delivery, delivery)


async def test_an_event_of_a_newer_release_is_passed_over(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.sessions.create(a_session(), {})
    await client.xadd(SessionKeys("errands", ONE).events, {"event": '{"type":"page.seen"}'})
    await stores.events.append(SessionCreated(session=ONE, at=1))
    (known,) = await stores.events.after(ONE, None, 1)
    assert known.event == SessionCreated(session=ONE, at=1)


async def test_a_delivery_of_a_newer_release_is_left_to_it(client: Redis) -> None:
    stores, keys = redis_stores(client), WebhookKeys("errands", HOOK)
    await stores.deliveries.add(HOOK, [a_delivery(1), a_delivery(1, TWO)])
    text = await field_of(client, keys.log, a_delivery(1).id)
    await set_field(client, keys.log, a_delivery(1).id, text.replace(b"step.taken", b"x.y"))
    assert await stores.deliveries.claim(HOOK, 60, 9) == (a_delivery(1, TWO),)
    assert await stores.deliveries.page(HOOK, None, 9) == (a_delivery(1, TWO),)


async def test_a_webhook_may_ask_for_events_of_a_newer_release(client: Redis) -> None:
    stores = redis_stores(client)
    await stores.webhooks.add(replace(a_webhook(), events=(EventName.TURN_ENDED,)))
    text = await field_of(client, WEBHOOKS, HOOK)
    newer = text.replace(b'["turn.ended"]', b'["turn.ended","page.seen"]')
    await set_field(client, WEBHOOKS, HOOK, newer)
    assert (await stores.webhooks.get(HOOK)).events == (EventName.TURN_ENDED,)
