"""Connections that a killed worker leaves: of a dead process the system closes them, here we do.

A task that is cancelled in the middle of a call may leave its connection to nobody, not even to
the pool that it came from.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar
from weakref import WeakSet

from redis.asyncio import Connection, Redis


class RememberedConnection(Connection):
    made: ClassVar[WeakSet[Connection]] = WeakSet()

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.made.add(self)


def remembering(client: Redis) -> Redis:
    """The client, whose connections are remembered from now on."""
    client.connection_pool.connection_class = RememberedConnection
    return client


@asynccontextmanager
async def closing_all(client: Redis) -> AsyncIterator[None]:
    try:
        yield
    finally:
        await close_all(client)


async def close_all(client: Redis) -> None:
    """Closes the client, and what was left of its connections."""
    await client.aclose()
    for connection in tuple(RememberedConnection.made):
        if connection.is_connected:
            await connection.disconnect(nowait=True)
