"""What a grader says of a step or of a whole conversation."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SessionId, TurnId


class Mark(StrEnum):
    """`UNSURE` counts neither way."""

    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


class Opinion(BaseModel):
    """A mark, and why in a few words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mark: Mark
    why: str = ""


class StepGrade(BaseModel):
    """One grader's opinion of one step."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    session: SessionId
    turn: TurnId
    number: int
    grader: str
    opinion: Opinion


GOOD = Opinion(mark=Mark.GOOD)
UNSURE = Opinion(mark=Mark.UNSURE)


def bad(why: str) -> Opinion:
    return Opinion(mark=Mark.BAD, why=why)
