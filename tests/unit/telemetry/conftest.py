import logging.config
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _default_logging() -> Iterator[None]:
    """Leaves the process's logging as it was."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)
    logging.config.dictConfig({"version": 1, "disable_existing_loggers": False, "root": {}})
