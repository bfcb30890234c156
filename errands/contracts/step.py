"""One step: an action, what it did, what it cost."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from errands.contracts.action import Action
from errands.contracts.ids import SessionId, SkillName, TurnId


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EffectKind(StrEnum):
    """What became of an action, in the words the next prompt shows."""

    OK = "ok"
    PAGE_CHANGED = "page changed"
    NO_CHANGE = "no change"
    STALE = "stale"
    NOT_DERIVABLE = "not derivable"
    NEEDS_YES = "needs yes"
    BLOCKED_HOST = "blocked host"
    NO_MATCH = "no match"
    FAILED = "failed"
    DIALOG = "dialog"
    DOWNLOAD = "download"
    MAYBE = "may have happened"


REJECTIONS = frozenset({EffectKind.NOT_DERIVABLE, EffectKind.NEEDS_YES, EffectKind.BLOCKED_HOST})
"""Effects given by a gate: the action was not performed."""


class Effect(_Frozen):
    """`detail` is the value read back, the dialog's text, the nearest options, the reason."""

    kind: EffectKind
    detail: str = ""

    def __str__(self) -> str:
        match self.kind:
            case EffectKind.OK if self.detail:
                return f'ok ="{self.detail}"'
            case EffectKind.DIALOG:
                return f'dialog "{self.detail}" dismissed'
            case _:
                return f"{self.kind} {self.detail}".rstrip()


NOTHING_MORE = Effect(kind=EffectKind.NO_CHANGE, detail="(nothing more)")
"""Of scrolling on where a page ends."""


class Timings(_Frozen):
    """Milliseconds of each part of a step."""

    observe: float = 0
    decide: float = 0
    act: float = 0

    @property
    def total(self) -> float:
        return self.observe + self.decide + self.act


class Usage(_Frozen):
    """Tokens; `cached` are those of `prompt` that the server had already seen."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            prompt=self.prompt + other.prompt,
            cached=self.cached + other.cached,
            completion=self.completion + other.completion,
        )


class Step(_Frozen):
    """`line` is the action with the control's name in place of its id; `at` is unix seconds.

    `irreversible` steps are never repeated when it is unknown whether they happened. `picture` is
    the name by which a `PictureStore` finds the page it was decided on, or nothing. `thought` is
    why, in the model's own words, where it told.
    """

    session: SessionId
    turn: TurnId
    number: int
    skill: SkillName
    model: str
    action: Action
    line: str
    effect: Effect
    url: str
    irreversible: bool = False
    timings: Timings = Timings()
    usage: Usage = Usage()
    at: float = 0
    picture: str = ""
    thought: str = ""
