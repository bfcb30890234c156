"""Which episodes are played, and those that were before a run was cut off."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from bench.webtasks.served.result import Result

Run: TypeAlias = tuple[str, int]
"""A task and a seed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The same episodes with the same adapters share a file below `folder` until all are played."""

    runs: tuple[Run, ...]
    manifest: bytes
    folder: Path

    @property
    def unfinished(self) -> Path:
        return self.folder / f"{self._name}.part"

    @property
    def finished(self) -> Path:
        return self.folder / f"{self._name}.jsonl"

    @property
    def _name(self) -> str:
        return sha256(self.manifest + repr(self.runs).encode()).hexdigest()[:12]

    def played(self) -> list[Result]:
        """What an earlier run has left; a last line that was cut off is forgotten."""
        if not self.unfinished.exists():
            return []
        lines = self.unfinished.read_text(encoding="utf-8").splitlines(keepends=True)
        whole = [line for line in lines if line.endswith("\n")]
        self.unfinished.write_text("".join(whole), encoding="utf-8")
        return [Result.model_validate_json(line) for line in whole]

    def add(self, result: Result) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.unfinished.open("a", encoding="utf-8") as lines:
            lines.write(f"{result.model_dump_json()}\n")

    def finish(self) -> None:
        """The next run plays all of it anew."""
        self.unfinished.replace(self.finished)
