"""A training sample: one page's steps of one skill as a text with the model's lines marked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SkillName


class Marked(Protocol):
    """What holds a text in which the model's lines are marked."""

    @property
    def text(self) -> str: ...
    @property
    def targets(self) -> tuple[tuple[int, int], ...]: ...


MarkedT = TypeVar("MarkedT", bound=Marked)


class Sample(BaseModel):
    """`targets` are spans of characters of `text`: what the model is to write there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    skill: SkillName
    text: str
    targets: tuple[tuple[int, int], ...]


def lines_of(marked: Marked) -> tuple[str, ...]:
    """The lines that the model is to write, each with its arrow."""
    return tuple(marked.text[start:end] for start, end in marked.targets)


def read_samples(path: Path) -> Iterator[Sample]:
    """The samples of a JSON lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Sample.model_validate_json(line)


def write_samples(path: Path, samples: list[Sample]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for sample in samples:
            lines.write(sample.model_dump_json() + "\n")
