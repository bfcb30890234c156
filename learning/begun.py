"""A run that may be cut off: what it came to so far, for the next one to go on with."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

LineT = TypeVar("LineT", bound=BaseModel)
_ROOT = Path(__file__).resolve().parents[1]
_CODE = ("errands", "learning", "sites")
_KINDS = frozenset({".py", ".js", ".json"})
"""What a conversation depends on: code, scripts of pages, and weights of the picker."""


@dataclass(frozen=True, slots=True)
class Begun(Generic[LineT]):
    """Lines of JSON in a file of its own until all are there."""

    path: Path
    kind: type[LineT]

    def read(self) -> list[LineT]:
        """What an earlier run has left; a last line that was cut off is taken out."""
        if not self.path.exists():
            return []
        with self.path.open("r+b") as file:
            text = file.read()
            whole = text[: text.rfind(b"\n") + 1]
            file.truncate(len(whole))
        return [self.kind.model_validate_json(line) for line in whole.splitlines()]

    def add(self, line: LineT) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{line.model_dump_json()}\n")

    def finish(self, output: Path) -> None:
        """The next run begins anew."""
        self.path.replace(output)


def named(told: Iterable[str]) -> str:
    """A name for a run: another one where what it is told of differs, or the code."""
    return sha256("\n".join((_code(), *told)).encode()).hexdigest()[:12]


@cache
def _code() -> str:
    files = sorted(file for folder in _CODE for file in (_ROOT / folder).rglob("*"))
    sources = (file for file in files if file.suffix in _KINDS)
    digests = (sha256(file.read_bytes()).hexdigest() for file in sources)
    return "\n".join(digests)
