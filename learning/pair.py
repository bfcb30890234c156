"""A preference: two lines for the same prompt, of which one turned out better."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SkillName


class Pair(BaseModel):
    """`better` and `worse` as a model writes them after `prompt`; `source` is the task's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    skill: SkillName
    prompt: str
    better: str
    worse: str


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Pair.model_validate_json(line)


def write_pairs(path: Path, pairs: list[Pair]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for pair in pairs:
            lines.write(pair.model_dump_json() + "\n")
