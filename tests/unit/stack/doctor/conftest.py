import shutil
from pathlib import Path

import pytest

from errands.settings import Settings
from stack.doctor.finding import Examined
from stack.layout import MANIFEST, MODEL, ROOT


@pytest.fixture
def examined(tmp_path: Path) -> Examined:
    """What the repository has, with a copy of its adapters, and nothing that runs."""
    shutil.copytree(MANIFEST.parent, tmp_path / "adapters")
    nowhere = "redis://127.0.0.1:1/0"
    return Examined(
        settings=Settings(
            redis_url=nowhere,
            broker_url="redis://127.0.0.1:1/1",
            model_url="http://127.0.0.1:1/v1",
            adapters_url="http://127.0.0.1:1",
            files=tmp_path / "files",
            recordings=str(tmp_path / "recordings"),
        ),
        manifest=tmp_path / "adapters" / MANIFEST.name,
        lock=ROOT / "requirements/lock.txt",
        model_folder=MODEL,
        url="http://127.0.0.1:1",
        key=None,
    )
