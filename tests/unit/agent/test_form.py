"""What holds for any form: owed fields, namesakes, one mention for one date."""

import pytest

from errands.agent.form import (
    askable,
    awaits_input,
    is_spoken_for,
    may_ask,
    slots_for,
    takes_a_name,
)
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.observation import Element, Observation, Role
from errands.contracts.profile import Profile
from tests.unit.agent.pages import control, met, said, section, seen, words

FIRST, LAST, EMAIL, PHONE = (
    SlotName(name) for name in ("first_name", "last_name", "email", "phone")
)
PROFILE = Profile(slots={FIRST: "Maya", LAST: "Okafor", EMAIL: "m@x.test", PHONE: None})
TODAY = said("").today
SEND = control(9, Role.BUTTON, "Send", submits=True)


def slots(page: Observation, number: int, profile: Profile = PROFILE) -> tuple[SlotName, ...]:
    field = page.element(ElementId(number))
    assert field is not None
    return slots_for(field, page, profile, TODAY)


def form(*names: str) -> Observation:
    return seen(section(*(control(n, Role.TEXT_FIELD, name) for n, name in enumerate(names, 1))))


@pytest.mark.parametrize(
    ("owed", "waits"),
    [
        (control(1, Role.TEXT_FIELD, "City", required=True), True),
        (control(1, Role.TEXT_FIELD, "City", required=True, value="Rome"), False),
        (control(1, Role.TEXT_FIELD, "City"), False),
        (control(1, Role.TEXT_FIELD, "City", required=True, disabled=True), False),
        (control(1, Role.SELECT, "Guests", required=True), True),
        (control(1, Role.CHECKBOX, "Terms", required=True, checked=False), True),
        (control(1, Role.CHECKBOX, "Terms", required=True, checked=True), False),
    ],
)
def test_a_submit_button_waits_for_what_its_own_form_requires(owed: Element, waits: bool) -> None:  # noqa: FBT001
    assert awaits_input(SEND, seen(section(owed, SEND))) is waits
    assert not awaits_input(SEND, seen(section(owed), section(SEND, name="newsletter")))
    assert not awaits_input(SEND.model_copy(update={"submits": False}), seen(section(owed, SEND)))


def test_a_slot_goes_into_its_namesake_and_nowhere_else() -> None:
    page = form("First name", "Last name", "Email address", "Company")
    assert slots(page, 1) == (FIRST,)
    assert slots(page, 2) == (LAST,)
    assert slots(page, 3) == (EMAIL,)
    assert slots(page, 4) == ()


def test_a_field_without_a_namesake_may_take_any_slot_that_has_none() -> None:
    page = form("Surname", "Email")
    assert slots(page, 1) == (FIRST, LAST)


def test_a_repeated_field_is_a_namesake_too() -> None:
    page = form("Email", "Confirm your email")
    assert slots(page, 1) == slots(page, 2) == (EMAIL,)


def test_the_closest_name_wins() -> None:
    whole = Profile(slots={SlotName("name"): "Maya Okafor", FIRST: "Maya"})
    assert slots(form("First name"), 1, whole) == (FIRST,)
    assert slots(form("Name"), 1, whole) == (SlotName("name"),)


def test_a_field_that_holds_its_slots_value_is_not_filled_again() -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "First name", value="Maya")))
    assert slots(page, 1) == ()
    other = seen(section(control(1, Role.TEXT_FIELD, "First name", value="Jonas")))
    assert slots(other, 1) == (FIRST,)


@pytest.mark.parametrize(
    ("name", "takes"), [("Last name", True), ("Email", False), ("City", False)]
)
def test_only_a_names_field_takes_a_name(name: str, takes: bool) -> None:  # noqa: FBT001
    page = form(name)
    assert takes_a_name(page.elements[0], page, PROFILE) is takes


def test_an_undefined_namesake_keeps_the_others_out() -> None:
    assert slots(form("Phone"), 1) == ()


DATES = seen(
    section(
        control(1, Role.DATE_FIELD, "Check-in"),
        control(2, Role.DATE_FIELD, "Check-out"),
    )
)
FILLED = seen(
    section(
        control(1, Role.DATE_FIELD, "Check-in", value="2027-05-12"),
        control(2, Role.DATE_FIELD, "Check-out"),
    )
)


def test_one_mention_of_a_date_fills_one_field() -> None:
    page = met(DATES).after('fill 1 "12 May" -> ok', FILLED, None, ElementId(1))
    assert page is not None
    first, second = FILLED.elements
    assert is_spoken_for(second, "2027-05-12", page.now, said("from 12 May"))
    assert not is_spoken_for(
        second, "2027-05-12", page.now, said("there and back, 12 May and 12 May")
    )
    assert not is_spoken_for(second, "2027-05-14", page.now, said("12 to 14 May"))
    assert not is_spoken_for(first, "2027-05-12", page.now, said("from 12 May"))


def test_a_complaint_opens_the_dates_again() -> None:
    page = met(DATES).after('fill 1 "12 May" -> ok', FILLED, None, ElementId(1))
    assert page is not None
    complaint = seen(*FILLED.sections, section(words("In the past", Role.ALERT), name="!"))
    again = page.after("click 3 -> ok", complaint)
    assert again is not None
    assert not is_spoken_for(FILLED.elements[1], "2027-05-12", again.now, said("from 12 May"))


STAY = seen(
    section(
        control(1, Role.DATE_FIELD, "Check-in", required=True),
        control(2, Role.DATE_FIELD, "Check-out", required=True),
        control(3, Role.SELECT, "Guests", required=True, options=("1 guest", "2 guests")),
        control(4, Role.EMAIL_FIELD, "Email", required=True),
    )
)


@pytest.mark.parametrize(
    ("chat", "asks"),
    [
        ("12 to 14 May for two", False),
        ("12 to 14 May", True),
        ("for two", True),
        ("", True),
        ("12 to 14 May, a 2-star hotel", True),
        ("12 to 14 May, 2 rooms", True),
        ("from 12 May for two", True),
        ("12 to 14 May for two, my birthday is on 13 May", True),
    ],
)
def test_where_all_that_is_owed_is_known_nothing_is_asked(chat: str, asks: bool) -> None:  # noqa: FBT001
    assert may_ask(met(STAY), said(chat), PROFILE) is asks


def test_a_field_for_any_words_may_be_asked_for() -> None:
    page = seen(section(control(1, Role.TEXT_FIELD, "City", required=True)))
    assert may_ask(met(page), said("Rome"), PROFILE)
    full = Profile(slots={FIRST: "Maya"})
    assert may_ask(met(page), said("Rome"), full)


def test_a_page_that_complains_may_be_asked_about() -> None:
    page = seen(*STAY.sections, section(words("No room", Role.ALERT), name="!"))
    assert may_ask(met(page), said("12 to 14 May for two"), PROFILE)


def test_what_the_profile_holds_is_not_asked_for() -> None:
    page = form("First name", "Phone", "Company")
    assert askable(page, PROFILE) == (PHONE, SlotName("company"))
