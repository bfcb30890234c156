"""What isn't offered a second time: a field just filled, an effect just not agreed to."""

from errands.agent.hear import hear
from errands.contracts.observation import Role
from errands.contracts.session import PendingEffect
from tests.unit.agent.pages import control, met, section, seen, session, turn

FIELD = control(1, Role.TEXT_FIELD, "City", required=True)


def test_a_filled_field_is_closed_until_the_page_complains() -> None:
    before = seen(section(FIELD))
    page = met(before)
    after = page.after('fill 1 "Rome" -> ok', before, None, FIELD.id)
    assert after is not None
    assert after.filled == {FIELD.id}

    complaint = seen(section(FIELD, control(0, Role.ALERT, "No hotels in Rome")))
    again = after.after("click 2 -> ok", complaint)
    assert again is not None
    assert again.filled == frozenset()


def test_an_answer_that_is_no_yes_declines_the_effect_and_a_yes_does_not() -> None:
    asked = session().model_copy(
        update={"pending_effect": PendingEffect(fingerprint="f", question="Shall I?")}
    )

    assert hear(asked, turn("make it 4 people")).declined == "f"
    assert hear(asked, turn("yes")).declined is None
    assert hear(hear(asked, turn("no")), turn("go on")).declined is None
