import pytest

from errands.agent.values.provenance import (
    literal_choices,
    option_derivable,
    slot_choices,
    typed_slot,
    typed_text,
)
from errands.agent.values.runs import normal
from errands.contracts.ids import SlotName
from errands.contracts.observation import Element, Role
from errands.contracts.profile import Profile
from tests.unit.agent.pages import control, said, section, seen

CHAT = "Zürich from 12 May for 2 nights, two of us, maya@lindt.test, 0171 1234567"
MAYA = Profile(
    slots={
        SlotName("first_name"): "Maya",
        SlotName("email"): "maya@lindt.test",
        SlotName("phone"): "0171 1234567",
        SlotName("born"): "12 May",
        SlotName("city"): None,
    },
    secrets=(SlotName("card"),),
)
TODAY = said("").today


def typed(role: Role, text: str, chat: str = CHAT, arrival: str = "") -> str | None:
    element = control(2, role, "Field")
    before = control(1, Role.DATE_FIELD, "Arrival", value=arrival)
    return typed_text(element, text, said(chat), MAYA, seen(section(before, element)))


@pytest.mark.parametrize(
    ("role", "choices"),
    [
        (Role.DATE_FIELD, ("12 May", "2 nights")),
        (Role.NUMBER_FIELD, ("2",)),
        (Role.EMAIL_FIELD, ("maya@lindt.test",)),
        (Role.PHONE_FIELD, ("0171 1234567",)),
        (Role.PASSWORD_FIELD, ()),
        (Role.TEXT_FIELD, None),
        (Role.COMBOBOX, None),
    ],
)
def test_literals_that_are_offered(role: Role, choices: tuple[str, ...] | None) -> None:
    assert literal_choices(control(1, role, "Field"), said(CHAT)) == choices


@pytest.mark.parametrize(
    ("role", "slots"),
    [
        (Role.EMAIL_FIELD, ("email",)),
        (Role.PHONE_FIELD, ("phone", "born")),
        (Role.DATE_FIELD, ("born",)),
        (Role.NUMBER_FIELD, ()),
        (Role.PASSWORD_FIELD, ("card",)),
        (Role.TEXT_FIELD, ("first_name", "email", "phone", "born")),
    ],
)
def test_slots_that_fit(role: Role, slots: tuple[str, ...]) -> None:
    assert slot_choices(control(1, role, "Field"), MAYA, TODAY) == slots


@pytest.mark.parametrize(
    ("role", "text", "result"),
    [
        (Role.TEXT_FIELD, "Zürich", "Zürich"),
        (Role.TEXT_FIELD, "zurich", "zurich"),
        (Role.TEXT_FIELD, "Maya", "Maya"),
        (Role.TEXT_FIELD, "Zür", None),
        (Role.TEXT_FIELD, "Rome", None),
        (Role.TEXT_FIELD, "Анна Zürich", None),
        (Role.TEXT_FIELD, "😀Zürich", None),
        (Role.TEXT_FIELD, "", None),
        (Role.TEXT_FIELD, " ", None),
        (Role.NUMBER_FIELD, "2", "2"),
        (Role.NUMBER_FIELD, "two", "2"),
        (Role.NUMBER_FIELD, "3", None),
        (Role.NUMBER_FIELD, "²", None),
        (Role.NUMBER_FIELD, "12", None),
        (Role.DATE_FIELD, "12 May", "2027-05-12"),
        (Role.DATE_FIELD, "2027-05-12", "2027-05-12"),
        (Role.DATE_FIELD, "13 May", None),
        (Role.DATE_FIELD, "2 nights", None),
        (Role.PASSWORD_FIELD, "Maya", None),
        (Role.EMAIL_FIELD, "maya@lindt.test", "maya@lindt.test"),
        (Role.EMAIL_FIELD, "maya@lindt", "maya@lindt"),
        (Role.EMAIL_FIELD, "john@doe.test", None),
    ],
)
def test_what_is_typed_was_said(role: Role, text: str, result: str | None) -> None:
    assert typed(role, text) == result


def test_a_length_of_stay_adds_to_the_date_before() -> None:
    assert typed(Role.DATE_FIELD, "2 nights", arrival="2027-05-12") == "2027-05-14"
    assert typed(Role.DATE_FIELD, "3 nights", arrival="2027-05-12") is None


def test_the_latest_mention_of_a_date_counts() -> None:
    assert typed(Role.DATE_FIELD, "12", chat="12 to 15 May, no: 12 to 14 June") == "2027-06-12"


def test_a_slots_date_is_typed_as_the_field_takes_it() -> None:
    assert typed_slot(control(1, Role.DATE_FIELD, "Born"), "12 May", TODAY) == "2027-05-12"
    assert typed_slot(control(1, Role.TEXT_FIELD, "Born"), "12 May", TODAY) == "12 May"


@pytest.mark.parametrize(
    ("option", "required", "derivable"),
    [
        ("2 guests", True, True),
        ("3 guests", True, False),
        ("3 guests", False, False),
        ("Zürich", True, True),
        ("Geneva", True, False),
        ("Cheapest first", False, True),
        ("9" * 5000, False, False),
    ],
)
def test_an_option_states_what_was_said(
    option: str,
    required: bool,  # noqa: FBT001 a column of the table
    derivable: bool,  # noqa: FBT001 a column of the table
) -> None:
    element: Element = control(1, Role.SELECT, "Choice", required=required, options=(option,))
    assert option_derivable(element, option, said(CHAT), MAYA) is derivable


def test_normal_leaves_out_case_accents_and_spacing_only() -> None:
    assert normal("  São   PAULO ") == "sao paulo"
    assert normal("日本 x") == "日本 x"
