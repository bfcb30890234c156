"""A turn that the loop didn't end: what is left of the message, the yes, the questions."""

import pytest

from errands.agent.stop import stopped
from errands.contracts.action import Click
from errands.contracts.ids import ElementId, SessionId, SkillName, SlotName, TurnId
from errands.contracts.session import PendingEffect, Speaker
from errands.contracts.step import Effect, EffectKind, Step
from errands.contracts.turn import StopReason, TurnStatus
from tests.unit.agent.pages import session, turn

ASKED = session(
    asked_slots=(SlotName("last_name"),),
    pending_effect=PendingEffect(fingerprint="f", question="Shall I?"),
)


def begun(*, irreversible: bool) -> Step:
    return Step(
        session=SessionId("s"),
        turn=TurnId("t1"),
        number=1,
        skill=SkillName("navigate"),
        model="m",
        action=Click(element=ElementId(1)),
        line='click "Pay"',
        effect=Effect(kind=EffectKind.MAYBE),
        url="http://hotels.test/",
        irreversible=irreversible,
    )


def test_the_yes_and_the_question_are_over() -> None:
    after = stopped(ASKED, turn("yes"), StopReason.CANCELLED).session
    assert after.approved == ()
    assert after.pending_effect is None
    assert after.asked_slots == ()
    assert [line.speaker for line in after.chat] == [Speaker.USER, Speaker.ASSISTANT]


@pytest.mark.parametrize("reason", [StopReason.CANCELLED, StopReason.BROWSER_FAILED])
def test_an_effect_that_was_begun_is_told_of_whatever_ended_the_turn(reason: StopReason) -> None:
    outcome = stopped(ASKED, turn("yes"), reason, begun=begun(irreversible=True))
    assert outcome.turn.stop_reason is StopReason.OUTCOME_UNKNOWN
    assert 'click "Pay"' in (outcome.turn.reply or "")
    assert outcome.session.history[-1] == 'click "Pay" -> may have happened'


def test_a_step_that_can_be_undone_changes_nothing_of_the_reason() -> None:
    outcome = stopped(ASKED, turn("yes"), StopReason.CANCELLED, begun=begun(irreversible=False))
    assert outcome.turn.status is TurnStatus.CANCELLED
    assert outcome.session.history == ()


@pytest.mark.parametrize(
    "reason", [StopReason.BLOCKED, StopReason.UNREACHABLE, StopReason.PAGE_STUCK]
)
def test_an_address_that_cannot_be_opened_is_named(reason: StopReason) -> None:
    outcome = stopped(session(), turn("hi"), reason, about="else.test")
    assert outcome.turn.status is TurnStatus.FAILED
    assert "else.test" in (outcome.turn.reply or "")


def test_the_session_keeps_the_turns_end() -> None:
    outcome = stopped(session(), turn("hi"), StopReason.CANCELLED)
    assert outcome.session.ended == outcome.turn
