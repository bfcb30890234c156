"""schemathesis finds nothing, with all its checks, keys and links on."""

from pathlib import Path

import pytest

from tests.fuzz.run import Bounds, fuzz

pytestmark = pytest.mark.redis


@pytest.mark.timeout(600)
def test_schemathesis_finds_nothing(redis_url: str, tmp_path: Path) -> None:
    """A bounded look with a fixed seed; `make fuzz` looks for longer."""
    assert fuzz(redis_url, tmp_path, Bounds(seconds=45, examples=8)) == 0
