from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400


@pytest.mark.parametrize("package", ["errands", "services", "learning", "sites", "stack", "bench"])
def test_no_module_is_too_long_to_be_read_in_one_go(package: str) -> None:
    modules = list((ROOT / package).rglob("*.py"))
    lengths = {str(m.relative_to(ROOT)): len(m.read_text().splitlines()) for m in modules}

    assert modules
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}
