import pytest

from tests.unit.worker.telling_scene import Scene, opened_scene


@pytest.fixture
async def scene() -> Scene:
    return await opened_scene()
