import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_readmes_tree_names_every_top_level_folder() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so that what is ignored can't be told")
    listed = subprocess.run(
        ["git", "ls-files", "--", "*/*"],  # noqa: S607 the git of the machine
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    folders = {path.split("/", 1)[0] for path in listed.stdout.splitlines()}
    tree = (ROOT / "README.md").read_text()
    named = set(re.findall(r"^([\w.-]+)/", tree, re.MULTILINE))

    assert {f for f in folders if not f.startswith(".")} - named == set()
