"""The decisions of `docs/adr`, as one list."""

from dataclasses import dataclass
from pathlib import Path

from handbook.pages import DOCS

_OPENING = """# Decisions

What would surprise a reader, or cost a measurement, is written down with its reasons: one \
decision a page. [The first](0001-record-decisions.md) says in which form.

| | decision |
|---:|---|
"""


@dataclass(frozen=True, slots=True)
class Record:
    number: int
    title: str
    file: str


def records() -> list[Record]:
    """By their numbers."""
    return [_record(path) for path in sorted((DOCS / "adr").glob("[0-9]*.md"))]


def index() -> str:
    """The page that lists them."""
    return _OPENING + "".join(
        f"| {one.number} | [{one.title}]({one.file}) |\n" for one in records()
    )


def _record(path: Path) -> Record:
    heading = path.read_text().partition("\n")[0]
    number, _, title = heading.lstrip("# ").partition(". ")
    return Record(int(number), title, path.name)
