"""What every suite shares: how Hypothesis searches, and a real Redis."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.redis_process import RedisProcess, redis_binary

# A change passes or doesn't: chance is for who looks for more, with `--hypothesis-profile=anew`.
# How long an example takes on a busy machine is no fault of what is tested.
settings.register_profile(
    "same",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "anew",
    settings.get_profile("same"),
    # Not every script has a wrong answer to give.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    derandomize=False,
    max_examples=500,
    print_blob=True,
)
settings.load_profile("same")


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
    server = RedisProcess(tmp_path_factory.mktemp("own-redis"))
    server.start()
    yield server
    server.kill()


def _need_redis() -> None:
    if redis_binary() is not None:
        return
    if os.environ.get("CI"):  # noqa: TID251 tests have no settings
        pytest.fail("redis-server is not installed")
    pytest.skip("redis-server is not installed")
