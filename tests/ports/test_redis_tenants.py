"""What the index of a tenant's sessions is, where a session is half made or half gone."""

import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from errands.backends.redis_connection import connect
from errands.backends.redis_tenants import MAKING_MS, TenantIndex
from errands.contracts.errors import NotFoundError
from errands.contracts.session import Session
from tests.ports.stores import ONE, Stores, a_session, redis_stores

pytestmark = pytest.mark.redis
KEY = "errands:{of:tenant}:sessions"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client = connect(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def stores(redis: Redis) -> Stores:
    return redis_stores(redis)


async def listed_only(redis: Redis, seconds: float) -> Session:
    """A session that was listed so many seconds ago, and never made."""
    session = a_session().model_copy(update={"created_at": time.time() - seconds})
    await TenantIndex(redis, "errands").add(session)
    return session


async def test_one_that_is_being_made_is_not_shown_and_stays_listed(
    redis: Redis, stores: Stores
) -> None:
    session = await listed_only(redis, 1)
    assert await stores.sessions.of_tenant(session.tenant, None, 5) == ()
    await stores.sessions.create(session, {})
    (found,) = await stores.sessions.of_tenant(session.tenant, None, 5)
    assert found.session.id == session.id


async def test_one_that_was_never_made_is_taken_out_in_the_end(
    redis: Redis, stores: Stores
) -> None:
    session = await listed_only(redis, MAKING_MS / 1000 + 2)
    assert await redis.exists(KEY) == 1
    assert await stores.sessions.of_tenant(session.tenant, None, 5) == ()
    assert await redis.exists(KEY) == 0


async def test_those_that_are_not_there_take_no_room_of_a_page(
    redis: Redis, stores: Stores
) -> None:
    await stores.sessions.create(a_session(), {})
    for number in range(7):
        newer = {"id": f"gone-{number}", "created_at": a_session().created_at + number}
        await TenantIndex(redis, "errands").add(a_session().model_copy(update=newer))
    (found,) = await stores.sessions.of_tenant(a_session().tenant, None, 2)
    assert found.session.id == ONE


async def test_nothing_names_a_session_once_it_is_forgotten(redis: Redis, stores: Stores) -> None:
    await stores.sessions.create(a_session(), {})
    await stores.sessions.close(ONE)
    assert await stores.sessions.forget(ONE)
    assert await redis.exists(KEY) == 0
    with pytest.raises(NotFoundError):
        await stores.sessions.load(ONE)
