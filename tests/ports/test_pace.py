"""One suite for both places where a key's pace is counted."""

from collections.abc import AsyncIterator, Callable

import pytest

from errands.backends.pace import LimitedPace, memory_pace, redis_pace
from errands.backends.redis_connection import connect
from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import KeyId
from tests.redis_process import free_port

MAYA, NOAH = KeyId("maya"), KeyId("noah")


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.redis)])
async def paced(request: pytest.FixtureRequest) -> AsyncIterator[Callable[[int], LimitedPace]]:
    if request.param == "memory":
        yield memory_pace
        return
    client = connect(request.getfixturevalue("redis_url"))
    yield lambda a_minute: redis_pace(client, a_minute)
    await client.aclose()


async def test_so_many_a_minute_and_then_it_says_how_long(
    paced: Callable[[int], LimitedPace],
) -> None:
    pace = paced(3)
    rooms = [await pace.take(MAYA) for _ in range(4)]
    assert [(room.limit, room.left, room.wait > 0) for room in rooms if room] == [
        (3, 2, False),
        (3, 1, False),
        (3, 0, False),
        (3, 0, True),
    ]
    assert all(room and 0 < room.fresh <= 120 for room in rooms)
    assert rooms[-1]
    assert 0 < rooms[-1].wait <= 60
    noahs = await pace.take(NOAH)
    assert noahs
    assert (noahs.left, noahs.wait) == (2, 0)


async def test_without_a_limit_nobody_waits(paced: Callable[[int], LimitedPace]) -> None:
    pace = paced(0)
    assert [await pace.take(MAYA) for _ in range(50)] == [None] * 50


async def test_a_redis_that_is_away_is_an_outage() -> None:
    client = connect(f"redis://127.0.0.1:{free_port()}/0")
    with pytest.raises(StoreUnavailableError):
        await redis_pace(client, 3).take(MAYA)
    await client.aclose()
