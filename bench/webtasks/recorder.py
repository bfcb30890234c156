"""Steps of scripted solutions as JSON lines: examples of which element of a page comes next."""

from dataclasses import dataclass
from typing import TextIO

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation


class Pointed(BaseModel):
    """One step: the page, what the user said, and the element that was acted on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    seed: int
    instruction: str
    target: ElementId
    observation: Observation


@dataclass(frozen=True, slots=True)
class Recorder:
    """Writes the steps of one episode that are aimed at an element."""

    file: TextIO
    task: str
    seed: int

    def write(self, page: Observation, instruction: str, target: ElementId | None) -> None:
        if target is None:
            return
        pointed = Pointed(
            task=self.task,
            seed=self.seed,
            instruction=instruction,
            target=target,
            observation=page,
        )
        self.file.write(pointed.model_dump_json() + "\n")
