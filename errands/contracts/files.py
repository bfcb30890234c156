"""A session's files, as far as more than their store has to know of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLimits:
    """`max_bytes` of one file, `max_files` of one session."""

    max_bytes: int = 20 * 1024 * 1024
    max_files: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """`size` in bytes."""

    name: str
    size: int
