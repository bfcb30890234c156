"""A step on the wire."""

from pydantic import Field

from errands.contracts.ids import SessionId, TurnId
from errands.contracts.step import EffectKind, Step
from services.wire.bodies import Answer
from services.wire.turns import UsageBody


class EffectBody(Answer):
    kind: EffectKind
    detail: str


class TimingsBody(Answer):
    """Milliseconds."""

    observe: float
    decide: float
    act: float


class StepBody(Answer):
    """`action` is the line that was performed, the control by its name.

    `has_screenshot` tells of a picture of the page it was decided on. It is kept after the step
    has been told as an event. `at` is unix seconds.
    """

    session: SessionId
    turn: TurnId
    number: int
    verb: str
    action: str
    effect: EffectBody
    url: str
    skill: str
    model: str
    timings: TimingsBody
    usage: UsageBody
    at: float
    has_screenshot: bool
    thought: str = Field(description="Why, in the model's own words; empty where it doesn't tell.")

    @staticmethod
    def of(step: Step) -> "StepBody":
        return StepBody(
            session=step.session,
            turn=step.turn,
            number=step.number,
            verb=step.action.kind,
            action=step.line,
            effect=EffectBody(kind=step.effect.kind, detail=step.effect.detail),
            url=step.url,
            skill=step.skill,
            model=step.model,
            timings=TimingsBody(**step.timings.model_dump()),
            usage=UsageBody(**step.usage.model_dump()),
            at=step.at,
            has_screenshot=bool(step.picture),
            thought=step.thought,
        )
