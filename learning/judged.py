"""Recorded steps with what people say of them, where that can be learned from."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from errands.agent.view.outline import RENDERER
from errands.contracts.action import Action, to_line
from errands.contracts.ids import LabelerName
from errands.contracts.label import StepLabel, key_of
from errands.contracts.recording import Recording
from errands.contracts.step import Effect, EffectKind
from errands.labels.book import LabelBook
from errands.labels.consensus import done_instead, is_right
from learning.graders.claims import claims
from learning.graders.derivable import derivable
from learning.graders.mark import Mark


class Unused(StrEnum):
    """Why nothing, or less, is learned from a step that people have judged."""

    FORGOTTEN = "its recording is gone"
    KNOWN = "its answer was known: it measures people"
    UNTRUSTED = "judged by nobody who passes the bar"
    RENDERER = "its page was written by another renderer"
    TIE = "as many say right as wrong"
    INVENTED = "the line tells or types what nobody said"
    SAME = "judged wrong, and the line written instead is the same"
    NO_LINE = "wrong, and no line that most wrote instead"


@dataclass(frozen=True, slots=True)
class JudgedStep:
    """`line` is what is right at its prompt, the step's own or a person's; `lost` is why none is.

    Of a wrong step without one it is known all the same that its own line is worse than another.
    """

    recording: Recording
    is_right: bool
    line: str = ""
    lost: Unused | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`steps` are in the order of the recordings; `unused` counts those without a line too."""

    steps: list[JudgedStep]
    unused: Counter[Unused]


def judged(
    recordings: Iterable[Recording], book: LabelBook, trusted: Collection[LabelerName]
) -> Judgement:
    """What those who are trusted say of the steps that anybody has judged, by majority."""
    met = {key_of(recording): recording for recording in recordings}
    found = [_judged(one, book, trusted) for key, one in met.items() if book.said(key)]
    steps = [one for one in found if isinstance(one, JudgedStep)]
    unused = Counter(one for one in found if isinstance(one, Unused))
    unused.update(step.lost for step in steps if step.lost is not None)
    unused[Unused.FORGOTTEN] += len(book.steps.keys() - met.keys() - book.known.keys())
    return Judgement(steps, unused)


def _judged(
    recording: Recording, book: LabelBook, trusted: Collection[LabelerName]
) -> JudgedStep | Unused:
    key = key_of(recording)
    if key in book.known:
        return Unused.KNOWN
    if recording.renderer != RENDERER:
        return Unused.RENDERER
    said = [label for label in book.said(key) if label.labeler in trusted]
    return _said(recording, said) if said else Unused.UNTRUSTED


def _said(recording: Recording, labels: Sequence[StepLabel]) -> JudgedStep | Unused:
    match is_right(labels):
        case None:
            return Unused.TIE
        case False:
            return _instead(recording, done_instead(labels))
        case True if _invents(recording):
            return Unused.INVENTED
        case True:
            return JudgedStep(recording, is_right=True, line=recording.output)


def _instead(recording: Recording, action: Action | None) -> JudgedStep:
    """A wrong step, with what is to be done in its place where that is known."""
    if action is None:
        return JudgedStep(recording, is_right=False, lost=Unused.NO_LINE)
    line = to_line(action)
    if line == to_line(recording.action):
        return JudgedStep(recording, is_right=False, lost=Unused.SAME)
    # No gate has let it pass: what it types has to stand where the model could read it.
    undone = Effect(kind=EffectKind.NO_CHANGE)
    if _invents(recording.model_copy(update={"action": action, "effect": undone})):
        return JudgedStep(recording, is_right=False, lost=Unused.INVENTED)
    return JudgedStep(recording, is_right=False, line=line)


def _invents(step: Recording) -> bool:
    return any(grader(step).mark is Mark.BAD for grader in (derivable, claims))
