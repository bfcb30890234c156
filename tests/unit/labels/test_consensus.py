"""Several people are heard as one: most of them, and those who know what is known."""

import pytest

from errands.contracts.action import Action, Back, Click
from errands.contracts.ids import ElementId, LabelerName
from errands.contracts.label import StepLabel, StepVerdict
from errands.labels.agreement import Agreement
from errands.labels.book import Labeler
from errands.labels.consensus import Bar, done_instead, is_right
from tests.unit.labels.made import RIGHT, WRONG, a_label, a_recording

CLICK = Click(element=ElementId(3))
BAR = Bar(share=0.8, answers=5)


def said(*verdicts: StepVerdict) -> list[StepLabel]:
    return [a_label(a_recording(), LabelerName(str(n)), v) for n, v in enumerate(verdicts)]


def acted(*actions: Action) -> list[StepLabel]:
    return [
        label.model_copy(update={"verdict": StepVerdict.ACT, "action": action})
        for label, action in zip(said(*[WRONG] * len(actions)), actions, strict=True)
    ]


@pytest.mark.parametrize(
    ("verdicts", "right"),
    [
        ((RIGHT,), True),
        ((RIGHT, WRONG, RIGHT), True),
        ((RIGHT, WRONG, StepVerdict.REGENERATE), False),
        ((RIGHT, WRONG), None),
        ((), None),
    ],
)
def test_a_step_is_what_most_say(verdicts: tuple[StepVerdict, ...], right: bool | None) -> None:  # noqa: FBT001
    assert is_right(said(*verdicts)) is right


def test_what_most_did_instead_counts_and_a_tie_does_not() -> None:
    assert done_instead(acted(CLICK, Back(), CLICK)) == CLICK
    assert done_instead(acted(CLICK)) == CLICK
    assert done_instead(acted(CLICK, Back())) is None
    assert done_instead(said(WRONG)) is None


@pytest.mark.parametrize(
    ("right", "of", "passes"),
    [(4, 5, True), (3, 5, False), (0, 4, True), (0, 0, True), (8, 10, True), (79, 100, False)],
)
def test_who_gets_known_answers_wrong_does_not_count(right: int, of: int, passes: bool) -> None:  # noqa: FBT001
    known = Agreement(items=of, same=right, kappa=None)
    labeler = Labeler(
        name=LabelerName("ada"), steps=9, verdicts={}, trajectories=0, seconds=1, known=known
    )
    assert BAR.lets_pass(labeler) is passes
