"""Programs of the operating system that tests need."""

import os
import shutil

import pytest


def installed(name: str) -> str:
    """Its path. Skips where it is missing, and fails where `CI` is set."""
    found = shutil.which(name)
    if found is not None:
        return found
    if os.environ.get("CI"):  # noqa: TID251 tests have no settings
        pytest.fail(f"{name} is not installed: run `make setup`")
    pytest.skip(f"{name} is not installed")
