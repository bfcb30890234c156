import pytest

from errands.agent.values.slots import asked_for, filled
from errands.contracts.ids import SlotName
from errands.contracts.profile import Profile
from tests.unit.agent.pages import said

FIRST, LAST, EMAIL, PHONE = (
    SlotName(name) for name in ("first_name", "last_name", "email", "phone")
)
EMPTY = Profile.of({})


def found(answer: str, *asked: SlotName) -> dict[str, str]:
    slots = filled(asked, said(answer), EMPTY).slots
    return {name: value for name, value in slots.items() if value}


@pytest.mark.parametrize("answer", ["Maya", "maya@lindt.test"])
def test_nothing_is_filled_that_was_not_asked(answer: str) -> None:
    assert found(answer) == {}
    assert filled((), said(answer), EMPTY) is EMPTY


@pytest.mark.parametrize(
    ("answer", "first", "last"),
    [
        ("Maya Lindt", "Maya", "Lindt"),
        ("I'm Maya Lindt.", "Maya", "Lindt"),
        ("My name is Maya van der Berg", "Maya", "van der Berg"),
        ("Maya, Lindt", "Maya", "Lindt"),
        ("Maya Lindt, maya@lindt.test, 0171 1234567", "Maya", "Lindt"),
    ],
)
def test_a_name_in_two_parts(answer: str, first: str, last: str) -> None:
    slots = found(answer, FIRST, LAST)
    assert (slots["first_name"], slots["last_name"]) == (first, last)


def test_all_that_was_asked_for_at_once() -> None:
    answer = "Maya Lindt, maya@lindt.test, 0171 1234567"
    assert found(answer, FIRST, LAST, EMAIL, PHONE) == {
        "first_name": "Maya",
        "last_name": "Lindt",
        "email": "maya@lindt.test",
        "phone": "0171 1234567",
    }


@pytest.mark.parametrize(
    ("answer", "slot"),
    [
        ("I don't know", FIRST),
        ("why do you need it", FIRST),
        ("no", LAST),
        ("what?", FIRST),
        ("maya at lindt", EMAIL),
        ("later", PHONE),
        ("please try again", LAST),
        ("go ahead", LAST),
        ("Okafor by the way", LAST),
        ("I have told you that three times now", LAST),
    ],
)
def test_what_is_no_answer_fills_nothing(answer: str, slot: SlotName) -> None:
    assert found(answer, slot) == {}


def test_half_a_name_fills_neither_part() -> None:
    assert found("Maya", FIRST, LAST) == {}


def test_an_errands_own_values_stay_in_the_chat() -> None:
    assert found("Rome", SlotName("city")) == {}


@pytest.mark.parametrize(
    ("question", "tagged", "asked"),
    [
        ("What is your last name?", (), (LAST,)),
        ("What's your first name, last name and phone?", (), (FIRST, LAST, PHONE)),
        ("What is your first and last name?", (FIRST, LAST), (FIRST, LAST)),
        ("What is your last name?", (FIRST,), (FIRST,)),
        ("What is your friend's phone?", (), ()),
        ("Is your last name spelt Lindt?", (), ()),
        ("Shall I use your phone?", (), ()),
        ("Which phone shall I buy?", (), ()),
    ],
)
def test_a_question_without_tags_asks_for_what_it_names(
    question: str, tagged: tuple[SlotName, ...], asked: tuple[SlotName, ...]
) -> None:
    assert asked_for(question, tagged, EMPTY) == asked
