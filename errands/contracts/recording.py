"""The file that joins serving to learning: every step with the exact prompt it was made from."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from errands.contracts.action import Action
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.step import Effect, EffectKind, Timings, Usage


class Candidate(BaseModel):
    """One line that the model offered for a step.

    `verdict` is why a gate refuses it, or that none does, or that it can't be read as an action.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: str
    verdict: Literal["passed", "no action"] | EffectKind


class Recording(BaseModel):
    """One step. `prompt` ends where the model's line begins; `output` is that line, raw.

    `candidates` are all lines that were offered, `output` among them: the likeliest first, then
    those that were asked for because it would not do. Older recordings have none.

    `screenshot` is the name by which a `PictureStore` finds the page as it looked, or nothing.

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
    candidates: tuple[Candidate, ...] = ()
    action: Action
    effect: Effect
    timings: Timings
    usage: Usage
    at: float
    screenshot: str = ""


class Picture(BaseModel):
    """The page that a step was decided on, as PNG with its secrets masked."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )

    schema_version: Literal[1] = 1
    session: SessionId
    turn: TurnId
    number: int
    png: bytes
