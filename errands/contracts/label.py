"""What people say of recorded steps: the file that joins labelling to learning."""

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from errands.contracts.action import Action
from errands.contracts.ids import LabelerName, SessionId, TurnId
from errands.contracts.recording import Recording


class StepKey(NamedTuple):
    """Names a step and its recording."""

    session: SessionId
    turn: TurnId
    number: int


def key_of(recording: Recording) -> StepKey:
    return StepKey(recording.session, recording.turn, recording.number)


class StepVerdict(StrEnum):
    ACCEPT = "accept"
    """This step was right."""
    REJECT = "reject"
    """It was wrong."""
    REGENERATE = "regenerate"
    """It was wrong, and the model may do better if it is asked again."""
    HINT = "hint"
    """The same, once the model is told what the label says."""
    ACT = "act"
    """It was wrong, and the label says what is right."""

    @property
    def is_right(self) -> bool:
        return self is StepVerdict.ACCEPT


class Outcome(StrEnum):
    REACHED = "reached"
    """What the person wanted was done or answered, and nothing else."""
    MISSED = "missed"
    UNCLEAR = "unclear"


class _Label(BaseModel):
    """`seconds` is how long the labeler looked, `at` is in unix seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    session: SessionId
    labeler: LabelerName
    at: float


class StepLabel(_Label):
    """`hint` comes with its verdict only, and so does `action`, the one done in the step's place.

    A labeler's latest label of a step is the one that counts.
    """

    kind: Literal["step"] = "step"
    turn: TurnId
    number: int
    verdict: StepVerdict
    hint: str = ""
    action: Action | None = None
    seconds: float = Field(ge=0)

    @property
    def key(self) -> StepKey:
        return StepKey(self.session, self.turn, self.number)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.hint) != (self.verdict is StepVerdict.HINT):
            raise ValueError("a hint comes with the verdict `hint` and with no other")
        if (self.action is not None) != (self.verdict is StepVerdict.ACT):
            raise ValueError("an action comes with the verdict `act` and with no other")
        return self


class TrajectoryLabel(_Label):
    """What came of one turn, from what the person said to the reply."""

    kind: Literal["trajectory"] = "trajectory"
    turn: TurnId
    outcome: Outcome
    seconds: float = Field(ge=0)


class KnownAnswer(_Label):
    """A step of which it is known whether it is right, to measure labelers by.

    It keeps the recording, which may be removed elsewhere. `labeler` is who vouches for it.
    """

    kind: Literal["known"] = "known"
    recording: Recording
    is_right: bool

    @property
    def key(self) -> StepKey:
        return key_of(self.recording)

    @model_validator(mode="after")
    def _same_session(self) -> Self:
        if self.session != self.recording.session:
            raise ValueError("a known answer belongs to its recording's session")
        return self


Label: TypeAlias = Annotated[StepLabel | TrajectoryLabel | KnownAnswer, Field(discriminator="kind")]
