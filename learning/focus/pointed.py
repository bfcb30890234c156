"""Steps of scripted solutions as JSON lines: which element of a page came next."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from errands.agent.view.wish import Wish
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from learning.focus.example import Example


class Pointed(BaseModel):
    """One step: the page, what the user said, and the element that was acted on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    seed: int
    instruction: str
    target: ElementId
    observation: Observation


def read_pointed(path: Path) -> Iterator[Example]:
    """The steps of such a file; their family is the file's."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            step = Pointed.model_validate_json(line)
            wish = Wish(words=step.instruction, last=step.instruction)
            name = f"{step.task}/{step.seed}"
            yield Example(path.stem, step.task, name, step.observation, wish, step.target)
