"""Every suite runs over the twins and over the real thing: a Redis, a model server's peer."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from errands.backends.memory import ManualClock
from errands.backends.redis_connection import connect
from tests.model_peer import ModelPeer, model_peer
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


@pytest.fixture
def peer() -> Iterator[ModelPeer]:
    with model_peer(ModelPeer(answer=lambda _prompt: "click 1")) as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as opened:
        yield opened
