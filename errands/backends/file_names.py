"""Names of a session's files: one word each, so that a line of the language can hold them."""

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

from errands.contracts.errors import FileNameError

_LONGEST_STEM: Final = 60
_LONGEST_SUFFIX: Final = 12


def safe_name(name: str) -> str:
    """The last part of a path, without blanks, marks and leading dots."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFKC", name))[-1]
    word = _trimmed(re.sub(r"[^\w.-]+", "_", last))
    stem, dot, suffix = word.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:
        return _trimmed(word[:_LONGEST_STEM]) or "file"
    return f"{_trimmed(stem[:_LONGEST_STEM]) or 'file'}.{suffix}"


def check_name(name: str) -> None:
    """Raises `FileNameError`, which tells the nearest name that is safe."""
    safe = safe_name(name)
    if name != safe:
        raise FileNameError(f"A file can't be named so; {safe} would do.")


def _trimmed(word: str) -> str:
    return word.strip("._-")


def free_name(name: str, taken: Container[str]) -> str:
    """`name`, or the first of `name-2`, `name-3`, ... that isn't taken."""
    if name not in taken:
        return name
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f".{suffix}") if dot else (name, "")
    return next(n for k in count(2) if (n := f"{stem}-{k}{suffix}") not in taken)
