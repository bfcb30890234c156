"""A broker that is full, becomes a replica or lacks one: the worker outlives it, and consumes."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from errands.backends.celery_hints import CeleryHints, celery_app
from errands.contracts.ids import SessionId
from tests.model_peer import ModelPeer
from tests.redis_process import RedisProcess
from tests.worker_process import Processes, broker_of, until

pytestmark = pytest.mark.redis


def full(client: redis.Redis) -> None:
    client.config_set("maxmemory", 1)


def roomy(client: redis.Redis) -> None:
    client.config_set("maxmemory", 0)


def read_only(client: redis.Redis) -> None:
    client.replicaof("127.0.0.1", 1)


def writable(client: redis.Redis) -> None:
    client.replicaof("NO", "ONE")


def alone(client: redis.Redis) -> None:
    client.config_set("min-replicas-to-write", 1)


def enough(client: redis.Redis) -> None:
    client.config_set("min-replicas-to-write", 0)


async def consumes(hints: CeleryHints, client: redis.Redis) -> None:
    """A hint for a session that there is not: its lease is taken and given back."""
    session = SessionId(f"ses_{uuid4().hex}")
    await hints.send(session)

    async def look() -> bool | None:
        return await asyncio.to_thread(client.exists, f"errands:{{{session}}}:fence") == 1 or None

    await until(look, 60)


@pytest.mark.timeout(300)
async def test_the_worker_goes_on(own_redis: RedisProcess, peer: ModelPeer, tmp_path: Path) -> None:
    processes = Processes(own_redis.url, peer, tmp_path)
    hints = CeleryHints(celery_app(broker_of(own_redis.url), "errands-test"))
    changes: list[tuple[Callable[[redis.Redis], None], Callable[[redis.Redis], None]]] = [
        (full, roomy),
        (read_only, writable),
        (alone, enough),
    ]
    try:
        worker = processes.worker()
        with own_redis.client() as client:
            await consumes(hints, client)
            for breaks, mends in changes:
                breaks(client)
                await asyncio.sleep(3)
                mends(client)
                await consumes(hints, client)
                assert worker.poll() is None, processes.log()
    finally:
        await hints.close()
        processes.close()
