"""What Prometheus's own tool says of rules, and of a configuration."""

import subprocess
from pathlib import Path

import yaml

from tests.deploy.programs import installed


def hold(tests: dict[str, object], folder: Path) -> None:
    """Fails with what promtool says where something isn't as the tests expect it."""
    path = folder / "test.yaml"
    path.write_text(yaml.safe_dump(tests, width=4096))
    told("test", "rules", str(path))


def told(*words: str) -> str:
    """What promtool says, where all is well; fails with it where something isn't."""
    done = subprocess.run(  # noqa: S603 our own words only
        [installed("promtool"), *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
