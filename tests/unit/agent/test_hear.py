from datetime import date

from errands.agent.hear import day_of, hear
from errands.contracts.ids import SlotName
from errands.contracts.session import ChatLine, PendingEffect, Session, Speaker
from tests.unit.agent.pages import TODAY_SECONDS, session, turn

PENDING = PendingEffect(fingerprint="f1", question="Shall I?")


def answered(message: str, **more: object) -> Session:
    return hear(session(**more), turn(message))


def test_the_message_joins_the_chat() -> None:
    heard = answered("Rome")
    assert heard.chat == (ChatLine(speaker=Speaker.USER, text="Rome", at=TODAY_SECONDS),)


def test_a_yes_opens_the_one_effect_it_was_asked_about() -> None:
    heard = answered("yes", pending_effect=PENDING)
    assert heard.approved == ("f1",)
    assert heard.pending_effect is None


def test_anything_else_closes_it() -> None:
    heard = answered("yes, but cheaper", pending_effect=PENDING, approved=("old",))
    assert heard.approved == ()
    assert heard.pending_effect is None


def test_a_yes_that_names_an_effect_opens_no_other() -> None:
    asked = session(pending_effect=PENDING)
    for named, approved in (("f1", ("f1",)), ("f2", ())):
        said = turn("yes").model_copy(update={"answers": named})
        heard = hear(asked, said)
        assert heard.approved == approved
        assert heard.pending_effect is None


def test_a_no_that_names_another_effect_declines_nothing() -> None:
    said = turn("no").model_copy(update={"answers": "f2"})
    assert hear(session(pending_effect=PENDING), said).declined is None
    assert answered("no", pending_effect=PENDING).declined == "f1"


def test_a_yes_to_nothing_opens_nothing() -> None:
    assert answered("yes", approved=("old",)).approved == ()


def test_the_answer_fills_what_was_asked_once() -> None:
    email = SlotName("email")
    heard = answered("maya@lindt.test", asked_slots=(email,))
    assert heard.profile.value(email) == "maya@lindt.test"
    assert heard.asked_slots == ()


def test_the_day_is_the_turns() -> None:
    assert day_of(TODAY_SECONDS) == date(2026, 11, 23)
