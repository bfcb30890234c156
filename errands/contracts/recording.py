"""The file that joins serving to learning: every step with the exact prompt it was made from."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from errands.contracts.action import Action
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.step import Effect, Timings, Usage


class Recording(BaseModel):
    """One step. `prompt` ends where the model's line begins; `output` is that line, raw.

    `page` names the rendering of the page that `prompt` holds: steps that share it have
    prompts that only grow, so that they can be trained on as one sequence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    renderer: int
    session: SessionId
    turn: TurnId
    number: int
    page: int
    skill: SkillName
    model: str
    prompt: str
    output: str
    action: Action
    effect: Effect
    timings: Timings
    usage: Usage
    at: float
