"""Every suite runs over the twins and over a real Redis."""

from collections.abc import AsyncIterator

import pytest

from errands.backends.memory import ManualClock
from errands.backends.redis_connection import connect
from tests.ports.stores import Stores, a_session, memory_stores, redis_stores


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
async def empty(request: pytest.FixtureRequest) -> AsyncIterator[Stores]:
    """Stores without a session."""
    if request.param == "memory":
        yield memory_stores(ManualClock())
        return
    client = connect(request.getfixturevalue("redis_url"))
    yield redis_stores(client)
    await client.aclose()


@pytest.fixture
async def stores(empty: Stores) -> Stores:
    """Stores with session `ONE`."""
    await empty.sessions.create(a_session(), {})
    return empty
