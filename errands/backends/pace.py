"""How often a key may ask for work, counted by `limits` in Redis or in memory.

A sliding window of a minute: the minute before counts for the part of it that is still within.
"""

from time import time
from typing import Final

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from redis.asyncio import Redis

from errands.contracts.errors import StoreUnavailableError
from errands.contracts.ids import KeyId
from errands.contracts.stores import Room

_PREFIX: Final = "errands:pace"


class LimitedPace:
    """`Pace`, of so many a minute; 0 is no limit."""

    def __init__(self, storage: MemoryStorage | RedisStorage, a_minute: int) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._most = RateLimitItemPerMinute(a_minute) if a_minute else None

    async def take(self, key: KeyId) -> Room | None:
        if self._most is None:
            return None
        try:
            has_room = await self._limiter.hit(self._most, key)
            window = await self._limiter.get_window_stats(self._most, key)
        except StorageError as error:
            raise StoreUnavailableError(repr(error)) from error
        fresh = max(0.1, window.reset_time - time())
        left = window.remaining if has_room else 0
        return Room(self._most.amount, left, fresh, wait=0 if has_room else fresh)


def redis_pace(client: Redis, a_minute: int) -> LimitedPace:
    """Uses the connections of `client`, and is closed with it."""
    storage = RedisStorage(
        "async+redis://",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix=_PREFIX,
        connection_pool=client.connection_pool,  # type: ignore[arg-type]
    )
    return LimitedPace(storage, a_minute)


def memory_pace(a_minute: int = 0) -> LimitedPace:
    return LimitedPace(MemoryStorage(wrap_exceptions=True), a_minute)
