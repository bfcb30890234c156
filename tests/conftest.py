"""Fixtures for every suite that needs a real Redis."""

import os
from collections.abc import Iterator

import pytest

from tests.redis_process import RedisProcess, redis_binary


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """One server for the whole run. Don't stop it: a test that must, takes `own_redis`."""
    _need_redis()
    server = RedisProcess(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def redis_url(redis_server: RedisProcess) -> str:
    """An empty Redis with the settings we insist on."""
    with redis_server.client() as client:
        client.flushall()
    return redis_server.url


@pytest.fixture
def own_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisProcess]:
    """A server that a test may kill, restart and reconfigure."""
    _need_redis()
    # By itself it writes later while its disk is busy, and what it answered is lost by a kill.
    options = ("--appendfsync", "always")
    server = RedisProcess(tmp_path_factory.mktemp("own-redis"), options)
    server.start()
    yield server
    server.kill()


def _need_redis() -> None:
    if redis_binary() is not None:
        return
    if os.environ.get("CI"):  # noqa: TID251 tests have no settings
        pytest.fail("redis-server is not installed")
    pytest.skip("redis-server is not installed")
