"""RESULTS.md: one section a command, written anew by it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

_TITLE = "# What was measured"


def write_section(path: Path, command: str, lines: Sequence[str]) -> None:
    """Puts `lines` below the command's heading, in place of what stood there."""
    text = path.read_text() if path.exists() else f"{_TITLE}\n"
    head = f"## `{command}`"
    before, found, after = text.partition(f"{head}\n")
    rest = after.partition("\n## ")
    following = f"\n## {rest[2]}" if found and rest[1] else ""
    body = "\n".join(lines).strip()
    path.write_text(f"{before.rstrip()}\n\n{head}\n\n{body}\n{following}")


def read_section(text: str, command: str) -> str:
    """What stands below the command's heading. Raises `LookupError` where there is none."""
    _, found, after = text.partition(f"## `{command}`\n")
    if not found:
        raise LookupError(f"nothing is on record of `{command}`")
    return after.partition("\n## ")[0].strip()


def read_rows(section: str, first: str) -> list[dict[str, str]]:
    """The rows of the table whose first column is called `first`, each by the columns' names.

    Raises:
        LookupError: there is no such table.
    """
    lines = iter(section.splitlines())
    for line in lines:
        if line.startswith(f"| {first} |"):
            names = _cells(line)
            next(lines, None)
            return list(_rows(names, lines))
    raise LookupError(f"no table begins with {first!r}")


def _rows(names: list[str], lines: Iterator[str]) -> Iterator[dict[str, str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield dict(zip(names, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
