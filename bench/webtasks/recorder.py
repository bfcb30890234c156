"""Steps of scripted solutions as JSON lines: examples of which element of a page comes next."""

from dataclasses import dataclass, field
from typing import TextIO

from errands.contracts.action import Action, target_of
from errands.contracts.observation import Observation
from learning.focus.pointed import Pointed


@dataclass(frozen=True, slots=True)
class Recorder:
    """The steps of one episode that are aimed at an element."""

    file: TextIO
    task: str
    seed: int
    steps: list[Pointed] = field(default_factory=list)

    def note(self, page: Observation, instruction: str, action: Action) -> None:
        target = target_of(action)
        if target is None:
            return
        pointed = Pointed(
            task=self.task,
            seed=self.seed,
            instruction=instruction,
            target=target,
            observation=page,
        )
        self.steps.append(pointed)

    def keep(self) -> None:
        """Writes them down: the episode has succeeded."""
        self.file.writelines(f"{step.model_dump_json()}\n" for step in self.steps)
