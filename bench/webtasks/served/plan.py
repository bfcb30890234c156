"""Which episodes are played, and those that were before a run was cut off."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bench.webtasks.served.result import Result
from learning.begun import Begun, named

Run: TypeAlias = tuple[str, int]
"""A task and a seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Runs of the same episodes, adapters and code share a file below `folder`."""

    runs: tuple[Run, ...]
    manifest: bytes
    folder: Path

    @property
    def begun(self) -> Begun[Result]:
        return Begun(self.folder / f"{self._name}.part", Result)

    @property
    def finished(self) -> Path:
        return self.folder / f"{self._name}.jsonl"

    @property
    def _name(self) -> str:
        return named((self.manifest.hex(), repr(self.runs)))

    def finish(self) -> None:
        """The next run plays all of it anew."""
        self.begun.finish(self.finished)
