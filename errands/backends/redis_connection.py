"""The connection to Redis, and the one boundary at which its failures become ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from redis import exceptions
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff

from errands.contracts.errors import StoreUnavailableError, UnsafeSetupError

TIMEOUT_SECONDS = 5.0
"""Bounds every call; a blocking read must ask for less."""

MOST_CONNECTIONS = 5_000
"""Of one process. Each reader of a stream of events and each long poll holds one while it waits."""

_RETRIES = 2
_UNAVAILABLE = (
    exceptions.ConnectionError,  # also: loading, wrong password, pool exhausted
    exceptions.TimeoutError,
    exceptions.ReadOnlyError,  # a former primary after a failover
    exceptions.OutOfMemoryError,
    exceptions.ClusterDownError,
    exceptions.TryAgainError,
)
_REFUSALS = ("MISCONF", "NOREPLICAS", "MASTERDOWN", "BUSY ")
"""Answers by which a server says that it can't do its work; the rest are mistakes of ours."""

_IN_A_PIPELINE = " of pipeline caused error: ("
"""Ends what redis-py puts before the answer to one command of several, which it quotes."""


def connect(url: str) -> Redis:
    """A client with bounded waits; it belongs to the event loop that uses it first.

    Two quick retries carry a call over a dropped connection. A call that got through although
    its answer was lost is thereby made twice: the scripts are written so that this is harmless.
    """
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=2.0,
        socket_keepalive=True,
        health_check_interval=15,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), _RETRIES),
        client_name="errands",
        max_connections=MOST_CONNECTIONS,
    )


@contextmanager
def guard() -> Iterator[None]:
    """Turns failures of Redis into `StoreUnavailableError`; mistakes of ours stay what they are."""
    try:
        yield
    except _UNAVAILABLE as error:
        raise StoreUnavailableError(f"Redis: {error}") from error
    except exceptions.ResponseError as error:
        _, _, words = str(error).rpartition(_IN_A_PIPELINE)
        if words.lstrip("'\"").startswith(_REFUSALS):
            raise StoreUnavailableError(f"Redis: {error}") from error
        raise


async def unix_time(client: Redis) -> float:
    """Redis' own, to the microsecond."""
    with guard():
        seconds, microseconds = await client.time()
    return float(f"{seconds}.{microseconds:06}")


async def check_durability(client: Redis, *, trial: bool) -> None:
    """Raises `UnsafeSetupError` where a restart or a full memory would lose turns.

    `trial` says that losing them is fine.
    """
    if trial:
        return
    with guard():
        config = cast("dict[str, str]", await client.config_get("appendonly", "maxmemory-policy"))
    if config.get("appendonly") != "yes":
        raise UnsafeSetupError("Redis has to be started with `appendonly yes`.")
    if config.get("maxmemory-policy") != "noeviction":
        raise UnsafeSetupError("Redis has to be started with `maxmemory-policy noeviction`.")
