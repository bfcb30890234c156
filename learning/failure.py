"""Kinds of failure: what came of a conversation, and at which kind of step it came to that."""

from typing import Final

from pydantic import BaseModel, ConfigDict

from errands.contracts.ids import SkillName
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.episode import Episode

WRONG_STEP: Final = "wrong step"
"""The outcome where a step is known to be wrong, and not what came of the conversation."""
NO_STEP: Final = "none"
"""The verb of a conversation without a step."""


class Failure(BaseModel):
    """Failures are of one kind where all of it is the same.

    `outcome` is the sites' own word. Skill, verb and effect are those of the last step, or of the
    step that was wrong; there is no effect where there was no step.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    outcome: str
    skill: SkillName = SkillName("")
    verb: str = NO_STEP
    effect: EffectKind | None = None

    def __str__(self) -> str:
        if self.effect is None:
            return f"{self.outcome}, without a step"
        return f"{self.outcome}, {self.skill}: {self.verb} -> {self.effect}"


def failure_of(episode: Episode) -> Failure | None:
    """The kind of a conversation's failure; `None` where it came out right."""
    if episode.ok:
        return None
    # What a scripted solution could not say follows the colon: it is of one page.
    outcome = episode.outcome.partition(":")[0]
    if not episode.recordings:
        return Failure(outcome=outcome)
    return _at(outcome, episode.recordings[-1])


def failure_at(step: Recording) -> Failure:
    """The kind of a step that is known to be wrong."""
    return _at(WRONG_STEP, step)


def _at(outcome: str, step: Recording) -> Failure:
    return Failure(
        outcome=outcome, skill=step.skill, verb=step.action.kind, effect=step.effect.kind
    )
