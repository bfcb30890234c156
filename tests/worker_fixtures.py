"""Fixtures of the suites that run the worker as a process."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.model_peer import ModelPeer, model_peer
from tests.worker_process import Bench, Processes, Script, Site, bench, local_site


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site(Site()) as running:
        yield running


@pytest.fixture
def script() -> Iterator[Script]:
    script = Script()
    yield script
    script.go.set()


@pytest.fixture
def peer(script: Script) -> Iterator[ModelPeer]:
    with model_peer(ModelPeer(answer=script)) as running:
        yield running


@pytest.fixture
async def errands_bench(redis_url: str, site: Site) -> AsyncIterator[Bench]:
    async with bench(redis_url, site) as opened:
        yield opened


@pytest.fixture
def processes(redis_url: str, peer: ModelPeer, tmp_path: Path) -> Iterator[Processes]:
    started = Processes(redis_url, peer, tmp_path)
    yield started
    started.close()
