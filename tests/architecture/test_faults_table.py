import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_test_that_the_table_of_faults_names_is_there() -> None:
    named = re.findall(r"`(tests/\S+\.py)::(\w+)`", (ROOT / "docs/faults.md").read_text())
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not re.search(rf"^(async )?def {test}\(", _text(ROOT / file), re.MULTILINE)
    ]
    assert named
    assert missing == []


def test_every_test_of_a_fault_is_in_the_table() -> None:
    table = (ROOT / "docs/faults.md").read_text()
    files = sorted((ROOT / "tests/faults").glob("test_*.py"))
    assert [file.name for file in files if f"tests/faults/{file.name}::" not in table] == []


def _text(path: Path) -> str:
    return path.read_text() if path.exists() else ""
