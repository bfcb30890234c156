"""RESULTS.md: one section a command, written anew by it."""

from collections.abc import Sequence
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
