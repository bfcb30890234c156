"""Turns that an earlier release added, which wrote down no places, are in the pages too."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from errands.backends.redis_connection import connect
from errands.contracts.ids import TurnId
from tests.ports.stores import ONE, a_session, a_turn, redis_stores

pytestmark = pytest.mark.redis
KEY = f"errands:{{{ONE}}}:turns"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = connect(redis_url)
    yield client
    await client.aclose()


@pytest.mark.parametrize("unplaced", [(":1", ":2", ":3"), (":3",), (":2",)])
async def test_a_place_that_was_not_written_down_is_found(
    redis: Redis, unplaced: tuple[str, ...]
) -> None:
    stores = redis_stores(redis)
    await stores.sessions.create(a_session(), {})
    turns = [await stores.turns.add(a_turn(TurnId(f"turn-{i}")), None) for i in range(3)]
    assert await redis.hdel(KEY, *unplaced) == len(unplaced)
    assert await stores.turns.page(ONE, 1, 5) == tuple(turns[1:])
    assert await stores.turns.page(ONE, 0, 5) == tuple(turns)
    assert await stores.turns.all(ONE) == tuple(turns)
