"""What a Redis says of itself, for whoever looks for what is wrong."""

import time
from dataclasses import dataclass
from typing import cast

from redis import exceptions
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from errands.backends.redis_connection import guard
from errands.contracts.errors import UnsafeSetupError

_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisHealth:
    """`ahead` is seconds by which its clock is before ours; bytes otherwise, 0 for no bound."""

    version: tuple[int, ...]
    appends: bool
    policy: str
    is_replica: bool
    memory: int
    max_memory: int
    ahead: float


async def redis_health(url: str) -> RedisHealth:
    """Asks once, and not for long.

    Raises:
        StoreUnavailableError: nobody answers, or they don't let us in.
        UnsafeSetupError: it won't tell.
    """
    client = Redis.from_url(
        url,
        socket_timeout=_SECONDS,
        socket_connect_timeout=_SECONDS,
        retry=Retry(NoBackoff(), 0),
        client_name="errands-doctor",
    )
    async with client:
        with guard():
            try:
                return await _asked(client)
            except exceptions.ResponseError as error:
                if isinstance(error, exceptions.AuthenticationError):
                    raise
                raise UnsafeSetupError(f"Redis doesn't tell of itself: {error}") from error


async def _asked(client: Redis) -> RedisHealth:
    info = await client.info()
    config = cast("dict[str, str]", await client.config_get("appendonly", "maxmemory-policy"))
    asked = time.time()
    seconds, micros = await client.time()
    middle = (asked + time.time()) / 2
    return RedisHealth(
        version=tuple(
            int(part) for part in str(info["redis_version"]).split(".") if part.isdigit()
        ),
        appends=config.get("appendonly") == "yes",
        policy=config.get("maxmemory-policy", ""),
        is_replica=info.get("role") == "slave",
        memory=int(info.get("used_memory", 0)),
        max_memory=int(info.get("maxmemory", 0)),
        ahead=seconds + micros / 1e6 - middle,
    )
