"""The bodies of the labelling routes."""

from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic.config import JsonDict

from errands.contracts.action import Action, target_of, to_line
from errands.contracts.ids import LabelerName, SessionId, TurnId
from errands.contracts.label import Outcome, StepKey, StepVerdict, key_of
from errands.contracts.recording import Recording
from errands.contracts.step import Effect, EffectKind
from errands.labels.agreement import Agreement
from errands.labels.book import LabelBook, Labeler, Pair
from errands.labels.shown import Shown
from services.wire.bodies import JSON_NUMBER, Answer, Sent

_Text: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=400, pattern=r"^[^\n\r\u0000]*$")
]
ItemId: TypeAlias = Annotated[
    str, StringConstraints(max_length=200, pattern=r"^[!-~]+\.[!-\-/-~]+\.[0-9]{1,6}$")
]
_Seconds: TypeAlias = Annotated[
    float, Field(ge=0, le=86400, description="How long you looked."), JSON_NUMBER
]


def _comes_with(word: str, verdict: StepVerdict) -> JsonDict:
    """In a schema, what `StepSaid` checks."""
    return {
        "if": {"properties": {"verdict": {"const": str(verdict)}}},
        "then": {"properties": {word: {"pattern": r"\S"}}, "required": [word]},
        "else": {"properties": {word: {"maxLength": 0}}},
    }


def item_id(key: StepKey) -> str:
    return f"{key.session}.{key.turn}.{key.number}"


def key_of_item(item: ItemId) -> StepKey:
    session, turn, number = item.rsplit(".", 2)
    return StepKey(SessionId(session), TurnId(turn), int(number))


class StepSaid(Sent):
    """What you say of a step. `hint` and `line` come with their verdicts and no others."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [_comes_with("hint", StepVerdict.HINT), _comes_with("line", StepVerdict.ACT)]
        }
    )

    item: ItemId
    verdict: StepVerdict
    hint: _Text = Field(default="", description="With `hint`: what would have helped the model.")
    line: _Text = Field(
        default="", description="With `act`: what you would have done.", examples=["click 4"]
    )
    seconds: _Seconds

    @model_validator(mode="after")
    def _whole(self) -> "StepSaid":
        for word, verdict in ((self.hint, StepVerdict.HINT), (self.line, StepVerdict.ACT)):
            if bool(word) != (self.verdict is verdict):
                raise ValueError(f"`hint` and `line` come with their verdict, here {verdict}")
        return self


class TurnSaid(Sent):
    """What you say of a whole turn, of which `item` is a step."""

    item: ItemId
    outcome: Outcome
    seconds: _Seconds


class OutlineLine(Answer):
    """`controls` are the numbers in it that can be acted on."""

    text: str
    controls: list[int]


class TurnStep(Answer):
    number: int
    action: str
    effect: str


class ActionBody(Answer):
    """`line` as a model writes it, `words` with the name of `target` in place of its number."""

    line: str
    words: str
    target: int | None

    @staticmethod
    def of(action: Action, shown: Shown) -> "ActionBody":
        return ActionBody(
            line=to_line(action), words=_words(action, shown), target=target_of(action)
        )


class ItemBody(Answer):
    """A step as it was: what the model read, what it proposed, and what came of it."""

    item: str
    skill: str
    profile: list[str]
    chat: list[str]
    history: list[str]
    outline: list[OutlineLine]
    done: list[str]
    proposed: ActionBody
    effect: str
    turn: list[TurnStep]
    screenshot: bool

    @staticmethod
    def of(recording: Recording, turn: list[Recording]) -> "ItemBody":
        shown = Shown.in_prompt(recording.prompt)
        return ItemBody(
            item=item_id(key_of(recording)),
            skill=recording.skill,
            profile=list(shown.profile),
            chat=list(shown.chat),
            history=list(shown.history),
            outline=_outline(shown),
            done=list(shown.done),
            proposed=ActionBody.of(recording.action, shown),
            effect=_told(recording.effect),
            turn=[_turn_step(one) for one in turn],
            screenshot=bool(recording.screenshot),
        )


class StepSaidBody(Answer):
    """`proposed` is what the model says now, where it was asked again and had something to say."""

    item: str
    verdict: StepVerdict
    proposed: ActionBody | None


class AgreementBody(Answer):
    """`kappa` is Cohen's; none where both always say the same one thing."""

    items: int
    same: int
    share: float | None
    kappa: float | None

    @staticmethod
    def of(found: Agreement) -> "AgreementBody":
        return AgreementBody(
            items=found.items, same=found.same, share=found.share, kappa=found.kappa
        )


class LabelerBody(Answer):
    """`seconds` is the median of a step. `known` is against answers that are known."""

    labeler: LabelerName
    steps: int
    verdicts: dict[StepVerdict, int]
    turns: int
    seconds: float
    known: AgreementBody

    @staticmethod
    def of(one: Labeler) -> "LabelerBody":
        return LabelerBody(
            labeler=one.name,
            steps=one.steps,
            verdicts=one.verdicts,
            turns=one.trajectories,
            seconds=one.seconds,
            known=AgreementBody.of(one.known),
        )


class PairBody(Answer):
    """How two labelers agree on whether steps are right, where they judged the same ones."""

    labelers: tuple[LabelerName, LabelerName]
    agreement: AgreementBody

    @staticmethod
    def of(pair: Pair) -> "PairBody":
        return PairBody(labelers=(pair.one, pair.other), agreement=AgreementBody.of(pair.agreement))


class ReportBody(Answer):
    labelers: list[LabelerBody]
    pairs: list[PairBody]

    @staticmethod
    def of(book: LabelBook) -> "ReportBody":
        return ReportBody(
            labelers=[LabelerBody.of(one) for one in book.labelers()],
            pairs=[PairBody.of(pair) for pair in book.pairs()],
        )


def _outline(shown: Shown) -> list[OutlineLine]:
    numbers: dict[int, list[int]] = {}
    for number, control in shown.controls.items():
        numbers.setdefault(control.line, []).append(number)
    return [
        OutlineLine(text=text, controls=numbers.get(place, []))
        for place, text in enumerate(shown.outline)
    ]


def _turn_step(recording: Recording) -> TurnStep:
    shown = Shown.in_prompt(recording.prompt)
    return TurnStep(
        number=recording.number,
        action=_words(recording.action, shown),
        effect=_told(recording.effect),
    )


def _words(action: Action, shown: Shown) -> str:
    target = target_of(action)
    control = shown.controls.get(target) if target is not None else None
    line = to_line(action)
    return line.replace(f" {target}", f' "{control.element.name}"', 1) if control else line


def _told(effect: Effect) -> str:
    return "" if effect == Effect(kind=EffectKind.OK) else str(effect)
