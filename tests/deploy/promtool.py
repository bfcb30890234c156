"""What Prometheus makes of made-up series, by `promtool test rules`."""

import subprocess
from pathlib import Path

import yaml

from tests.deploy.programs import installed


def hold(tests: dict[str, object], folder: Path) -> None:
    """Fails with what promtool says where something isn't as the tests expect it."""
    path = folder / "test.yaml"
    path.write_text(yaml.safe_dump(tests, width=4096))
    told = subprocess.run(  # noqa: S603 our own words only
        [installed("promtool"), "test", "rules", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
