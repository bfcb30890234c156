from pathlib import Path

from bench.results import write_section


def test_a_section_is_replaced_and_its_neighbours_stay(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    write_section(path, "make one", ["old"])
    write_section(path, "make two", ["two"])
    write_section(path, "make one", ["new"])
    text = path.read_text()
    assert text.index("`make one`\n\nnew") < text.index("`make two`\n\ntwo")
    assert "old" not in text
    assert text.count("## `") == 2


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    for command in ("make one", "make two"):
        write_section(path, command, ["words"])
    before = path.read_text()
    write_section(path, "make one", ["words"])
    assert path.read_text() == before
