"""A label says one thing."""

import pytest
from pydantic import TypeAdapter, ValidationError

from errands.contracts.action import Click
from errands.contracts.ids import ElementId, SessionId
from errands.contracts.label import KnownAnswer, Label, StepLabel, StepVerdict
from tests.unit.labels.made import ANNA, a_label, a_recording

CLICK = Click(element=ElementId(3))


def label(verdict: StepVerdict, **more: object) -> StepLabel:
    return StepLabel.model_validate(dict(a_label(a_recording())) | {"verdict": verdict} | more)


@pytest.mark.parametrize("verdict", StepVerdict)
def test_a_hint_and_an_action_come_with_their_verdict_only(verdict: StepVerdict) -> None:
    hint, action = {"hint": "the city first"}, {"action": CLICK}
    given = {StepVerdict.HINT: hint, StepVerdict.ACT: action}.get(verdict, {})
    assert label(verdict, **given).verdict is verdict
    for wrong in ({}, hint, action, {**hint, **action}):
        if wrong != given:
            with pytest.raises(ValidationError):
                label(verdict, **wrong)


def test_only_an_accepted_step_is_right() -> None:
    assert [verdict for verdict in StepVerdict if verdict.is_right] == [StepVerdict.ACCEPT]


def test_a_label_is_read_back_as_its_kind() -> None:
    recording = a_recording()
    known = KnownAnswer(
        session=recording.session, labeler=ANNA, at=0, recording=recording, is_right=True
    )
    kind: TypeAdapter[Label] = TypeAdapter(Label)
    for one in (label(StepVerdict.ACT, action=CLICK), known):
        assert kind.validate_json(kind.dump_json(one)) == one


def test_a_known_answer_belongs_to_its_recordings_session() -> None:
    with pytest.raises(ValidationError):
        KnownAnswer(
            session=SessionId("other"), labeler=ANNA, at=0, recording=a_recording(), is_right=True
        )
