"""What dead workers leave at the broker, in a real Redis."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from errands.backends.celery_hints import KEY_PREFIX, CeleryHints, celery_app
from errands.backends.own_queues import LIVES_SECONDS, OwnQueues
from errands.backends.redis_connection import connect
from errands.contracts.tasks import SHARED_QUEUE, own_queue
from tests.ports.stores import ANNA, ONE
from tests.worker_process import broker_of

pytestmark = pytest.mark.redis

OWN = f"{KEY_PREFIX}{own_queue(ANNA)}"
ALL = f"{KEY_PREFIX}{SHARED_QUEUE}"


@pytest.fixture
async def broker(redis_url: str) -> AsyncIterator[Redis]:
    hints = CeleryHints(celery_app(broker_of(redis_url), "errands-test"))
    await hints.send(ONE, ANNA)
    await hints.send(ONE)
    await hints.close()
    async with connect(broker_of(redis_url)) as client:
        yield client


async def test_a_hint_for_one_worker_leaves_nothing_but_itself(broker: Redis) -> None:
    assert await broker.llen(OWN) == 1
    bindings = [await broker.smembers(key) async for key in broker.scan_iter("*binding*")]
    assert not any(b"anna" in member for members in bindings for member in members)


async def test_what_nobody_takes_ends_by_itself(broker: Redis) -> None:
    await OwnQueues(broker).tidy()
    assert 0 < await broker.ttl(OWN) <= LIVES_SECONDS
    assert await broker.ttl(ALL) == -1, "what is meant for all stays"
    await broker.expire(OWN, 5)
    await OwnQueues(broker).tidy()
    assert await broker.ttl(OWN) <= 5, "no queue's end is put off"
