"""What came of an episode, and what a script of ours meets in its place."""

from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

from bench.webtasks.server import FULL
from errands.contracts.turn import StopReason

STEPS: Final = 40
SECONDS: Final = 300.0
"""Of an episode, however many turns it takes: as much as a turn has by default."""


class Outcome(StrEnum):
    DONE = "done"
    WRONG = "ended the task wrongly"
    ASKED = "asked instead of acting"
    SAID = "said something without having done it"
    STUCK = "stuck"
    STEPS = "out of steps"
    TIME = "out of time"
    ASTRAY = "was led elsewhere, or cut off in an effect"
    BROKE = "browser or page failed"


class Cause(StrEnum):
    """What was in the way of a line that a script says there."""

    NO_SCRIPT = "the script doesn't do it here either"
    NOT_SHOWN = "the prompt doesn't show the control"
    NOT_OFFERED = "the grammar offers no such act"
    OTHER_WORDS = "the grammar offers other words only"
    REFUSED = "a gate refuses the line"
    CHOICE = "every line was offered, the model chose another"


class Obstacle(BaseModel):
    """`line` is the script's that has it, its control by name, and `number` its place, from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cause: Cause
    number: int = 0
    line: str = ""


class Result(BaseModel):
    """One episode. `models` are those that answered, adapter version included.

    `lines` are the steps with their effects. Only an episode that wasn't done has an `obstacle`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: str
    seed: int
    outcome: Outcome
    reward: float | None
    reasons: tuple[StopReason, ...]
    chat: tuple[str, ...]
    lines: tuple[str, ...]
    models: tuple[str, ...]
    seconds: float
    obstacle: Obstacle | None = None

    @property
    def done(self) -> bool:
        return self.outcome is Outcome.DONE


def outcome_of(reward: float | None, reason: StopReason | None, steps: int) -> Outcome:
    """`reason` is why the last turn ended; there is none where the browser went away."""
    if reward is not None:
        return Outcome.DONE if reward == FULL else Outcome.WRONG
    match reason:
        case StopReason.BUDGET | StopReason.CANCELLED:
            return Outcome.STEPS if steps >= STEPS else Outcome.TIME
        case None:
            return Outcome.BROKE
        case _:
            return _ENDS.get(reason, Outcome.BROKE)


_ENDS: Final = {
    StopReason.SAID: Outcome.SAID,
    StopReason.ASKED: Outcome.ASKED,
    StopReason.NEEDS_YES: Outcome.ASKED,
    StopReason.LOOP: Outcome.STUCK,
    StopReason.BLOCKED: Outcome.ASTRAY,
    StopReason.OUTCOME_UNKNOWN: Outcome.ASTRAY,
}
