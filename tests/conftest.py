"""What every suite shares: how Hypothesis searches, and a real Redis."""

import logging
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

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
    database=DirectoryBasedExampleDatabase(".hypothesis/examples"),
    max_examples=500,
    print_blob=True,
)
settings.load_profile("same")


@pytest.hookimpl(trylast=True)  # after they were shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules that may take long are begun first: at the end no core waits for one of them."""
    bounds: dict[Path, float] = defaultdict(float)
    for item in items:
        bounds[item.path] = max(bounds[item.path], _bound(item))
    items.sort(key=lambda item: -bounds[item.path])


def _bound(item: pytest.Item) -> float:
    """Its own where it has one, in seconds; less for what starts processes, least for the rest."""
    if own := item.get_closest_marker("timeout"):
        return float(own.args[0] if own.args else own.kwargs["timeout"])
    return 1 if any(item.get_closest_marker(name) for name in ("browser", "redis")) else 0


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """What a test logs to is closed after it, so no later one may find it there."""
    root = logging.getLogger()  # noqa: TID251 what libraries log through
    level, before = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    for handler in [one for one in root.handlers if one not in before]:
        if type(handler) is logging.StreamHandler:  # pytest's own are of kinds of theirs
            root.removeHandler(handler)


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
