"""What one check has found."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from errands.settings import Settings


class Verdict(StrEnum):
    """`warning` works now, and may not always."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """`mend` is a command where one helps, or words; empty where nothing is wrong."""

    name: str
    verdict: Verdict
    found: str
    mend: str = ""


def ok(name: str, found: str) -> Finding:
    return Finding(name, Verdict.OK, found)


def warning(name: str, found: str, mend: str) -> Finding:
    return Finding(name, Verdict.WARNING, found, mend)


def broken(name: str, found: str, mend: str) -> Finding:
    return Finding(name, Verdict.BROKEN, found, mend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is looked at. Without a `url` or a `key` the API is looked at as far as it goes."""

    settings: Settings
    manifest: Path
    lock: Path
    model_folder: Path
    url: str
    key: str | None = field(repr=False)


Check: TypeAlias = Callable[[Examined], Awaitable[list[Finding]]]
