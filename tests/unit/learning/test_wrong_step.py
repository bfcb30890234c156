"""Wrong steps of people's sessions: what is known to be wrong, and what is right instead."""

from collections.abc import Sequence

import pytest

from errands.contracts.action import Action, Click, Fill, Say, Text, to_line
from errands.contracts.ids import ElementId, LabelerName
from errands.contracts.label import StepLabel, StepVerdict, key_of
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind
from learning.failure import WRONG_STEP
from learning.wrong_step import JudgedSteps, NoCaseError
from tests.unit.learning.graders.steps import PROMPT, step

HOTEL, FIELD = Click(element=ElementId(3)), Click(element=ElementId(4))
NAMED = Fill(element=ElementId(4), value=Text(text="Hugo"))


def label(
    of: Recording,
    verdict: StepVerdict = StepVerdict.REJECT,
    who: str = "anna",
    action: Action | None = None,
) -> StepLabel:
    return StepLabel(
        session=of.session,
        turn=of.turn,
        number=of.number,
        labeler=LabelerName(who),
        at=0,
        seconds=1,
        verdict=verdict,
        action=action,
    )


def acted(of: Recording, action: Action, who: str = "anna") -> StepLabel:
    return label(of, StepVerdict.ACT, who, action)


def clicks(many: int) -> Sequence[Recording]:
    return [step(FIELD, EffectKind.NO_CHANGE, number=number) for number in range(1, many + 1)]


def test_the_case_holds_the_prompt_the_line_and_what_people_say_is_right() -> None:
    wrong = step(FIELD)
    labels = [acted(wrong, HOTEL), acted(wrong, NAMED, "bert"), acted(wrong, HOTEL, "carl")]
    case = JudgedSteps.of([wrong], labels).case(key_of(wrong))
    assert case.id == "s/t/1"
    assert (case.prompt, case.wrong) == (PROMPT.format(done=""), "click 4")
    assert set(case.right) == {"click 3", 'fill 4 "Hugo"'}
    assert len(case.right) == 2
    assert case.failure.outcome == WRONG_STEP


def test_counted_is_what_people_judged_and_what_nobody_did_is_told_apart() -> None:
    steps = [*clicks(5), step(Say(text="Hello."), number=6)]
    labels = [
        acted(steps[0], HOTEL),
        label(steps[1]),
        label(steps[2], StepVerdict.ACCEPT),
        *(label(steps[3], StepVerdict.ACCEPT, who) for who in ("anna", "bert")),
        label(steps[3], who="carl"),
        label(steps[5]),
    ]
    judged = JudgedSteps.of(steps, labels)
    case = judged.case(key_of(steps[0]))
    assert (case.times, case.of) == (2, 5)
    assert judged.alike(case.failure) == (2, 1)


def test_a_line_that_is_given_stands_for_labels_and_makes_a_step_wrong() -> None:
    steps = clicks(2)
    judged = JudgedSteps.of(steps, [acted(steps[0], HOTEL)])
    case = judged.case(key_of(steps[1]), ["click 3", ' fill 4 "Hugo"'])
    assert case.right == ("click 3", 'fill 4 "Hugo"')
    assert (case.times, case.of) == (2, 2)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("press the button", "is no action"),
        ("click 99", r"shows no \[99\]"),
        ('fill 3 "Rome"', "can't be used like that"),
        ("fill 4 @phone", "the profile has no phone"),
        ("click 4", "is what was done"),
    ],
)
def test_what_could_not_have_been_done_is_not_right(line: str, why: str) -> None:
    wrong = step(FIELD)
    with pytest.raises(NoCaseError, match=why):
        JudgedSteps.of([wrong], []).case(key_of(wrong), [line])


def test_without_a_right_line_or_a_recording_there_is_no_case() -> None:
    wrong = step(FIELD)
    judged = JudgedSteps.of([wrong], [label(wrong)])
    with pytest.raises(NoCaseError, match="no label tells what is right"):
        judged.case(key_of(wrong))
    with pytest.raises(NoCaseError, match="no step 7"):
        judged.case(key_of(wrong)._replace(number=7), [to_line(HOTEL)])
