"""A sample with where it comes from, as a dataset is chosen from them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SkillName
from learning.sample import Sample


class Exercise(BaseModel):
    """`talk` names the conversation: what belongs to one is never split by holding out.

    `site` is a practised site or a host; `persona` and `kind` are words that the card counts by.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sample: Sample
    talk: str
    site: str
    persona: str
    kind: str

    @property
    def skill(self) -> SkillName:
        return self.sample.skill

    @property
    def text(self) -> str:
        return self.sample.text

    @property
    def targets(self) -> tuple[tuple[int, int], ...]:
        return self.sample.targets


def read_exercises(path: Path) -> Iterator[Exercise]:
    """The exercises of a JSON lines file.

    Raises:
        ValidationError: a line is no exercise.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Exercise.model_validate_json(line)


def write_exercises(path: Path, exercises: Iterable[Exercise]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for exercise in exercises:
            lines.write(exercise.model_dump_json() + "\n")
