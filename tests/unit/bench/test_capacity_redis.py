"""What the page says that Redis is asked, beside what the code asks it."""

import pytest

from bench.capacity.reading_on import ASKED_OF_EACH, TIDIED
from errands.backends.redis_connection import connect
from errands.backends.redis_layout import pending_index
from errands.backends.redis_leases import RedisLeases
from errands.contracts.ids import SessionId

pytestmark = pytest.mark.redis
MANY = 20


async def test_a_look_asks_so_much_of_each_session_with_a_turn_of_late(redis_url: str) -> None:
    """Of the twenty none has an unfinished turn: their entries are tidied, too."""
    async with connect(redis_url) as redis:
        leases = RedisLeases(redis)

        async def sent() -> int:
            return int((await redis.info("stats"))["total_commands_processed"])

        async def looked() -> int:
            before = await sent()
            await leases.waiting()
            return await sent() - before

        await leases.waiting()
        beside = await looked()
        for number in range(MANY):
            await redis.zadd(pending_index("errands"), {SessionId(f"s{number}"): 9e15})
        await looked()  # the script is known from here on
        assert await looked() - beside == MANY * (ASKED_OF_EACH + TIDIED)
