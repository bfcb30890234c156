"""Queues of single workers at the broker: what nobody takes from them ends by itself."""

from typing import Final

from redis.asyncio import Redis

from errands.backends.celery_hints import KEY_PREFIX
from errands.backends.redis_connection import guard
from errands.contracts.tasks import SHARED_QUEUE

LIVES_SECONDS: Final = 60


class OwnQueues:
    """`client` is connected to the broker.

    A worker may die with hints in its queue, and Celery puts back there what it had taken. Nobody
    needs them by then: a turn that isn't begun is told to all.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def tidy(self) -> None:
        """Gives every such queue a minute, that has none yet. Raises `StoreUnavailableError`."""
        with guard():
            async for name in self._client.scan_iter(f"{KEY_PREFIX}{SHARED_QUEUE}.*", count=1000):
                if await self._client.ttl(name) < 0:
                    await self._client.expire(name, LIVES_SECONDS)
