"""For every normal form: what was said is taken in it, and anything else is not."""

import re
from dataclasses import dataclass
from datetime import date, time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from errands.agent.values.provenance import is_backed, option_derivable, typed_slot, typed_text
from errands.contracts.ids import SlotName
from errands.contracts.observation import Role
from errands.contracts.profile import Profile
from tests.unit.agent.pages import control, said, section, seen


@dataclass(frozen=True)
class Field:
    """A field of one kind, and what is typed into it for a text."""

    name: str = "Field"
    role: Role = Role.TEXT_FIELD
    hint: str = ""
    autocomplete: str = ""
    options: tuple[str, ...] = ()

    def typed(self, text: str, chat: str = "", **slots: str) -> str | None:
        element = control(
            1,
            self.role,
            self.name,
            hint=self.hint,
            autocomplete=self.autocomplete,
            options=self.options,
        )
        return typed_text(element, text, said(chat), profile(slots), seen(section(element)))

    def takes(self, option: str, chat: str = "", **slots: str) -> bool:
        element = control(
            1, Role.SELECT, self.name, options=self.options or (option,), required=True
        )
        return option_derivable(element, option, said(chat), profile(slots))


def profile(slots: dict[str, str]) -> Profile:
    return Profile(slots={SlotName(name): value for name, value in slots.items()})


PLAIN, NUMBER = Field(), Field(role=Role.NUMBER_FIELD)


@pytest.mark.parametrize(
    ("chat", "same", "other"),
    [
        (
            "dinner at 7pm",
            ["19:00", "7 PM", "7:00 pm", "19.00", "19h"],
            ["7:00 am", "20:00", "19:30"],
        ),
        ("at 19:30, please", ["19:30", "7:30 pm", "7:30 p.m."], ["7:30 am", "19:31", "07:30"]),
        ("half past seven", ["7:30", "07:30"], ["19:30", "7:30 pm", "7:30 am", "8:30", "7:00"]),
        ("7.30 in the evening", ["19:30", "7:30 pm"], ["07:30", "7:30 am"]),
        ("a quarter to eight tonight", ["19:45", "7:45 pm"], ["8:15 pm", "20:15", "8:45"]),
        (
            "twenty past six in the morning",
            ["06:20 am", "6:20 am"],
            ["18:20", "6:20 pm", "6:02 am"],
        ),
        ("at noon", ["12:00", "12 pm", "noon"], ["00:00", "midnight", "12 am"]),
        ("until midnight", ["00:00", "12 am", "0:00"], ["12:00", "noon"]),
        ("um 20 Uhr", ["20:00", "8 pm"], ["8:00", "8 am"]),
    ],
)
def test_a_time_of_day(chat: str, same: list[str], other: list[str]) -> None:
    assert [text for text in same if PLAIN.typed(text, chat) is None] == []
    assert [text for text in other if PLAIN.typed(text, chat)] == []


def test_a_half_of_the_day_is_only_taken_from_a_list_that_has_no_other() -> None:
    dinner = Field("Time", options=("18:30", "19:00", "19:30", "20:00"))
    whole_day = Field("Time", options=("07:30", "19:30"))
    assert dinner.takes("19:30", "half past seven")
    assert not dinner.takes("19:00", "half past seven")
    assert not whole_day.takes("19:30", "half past seven")
    assert whole_day.takes("19:30", "half past seven in the evening")


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 23), st.integers(0, 59))
def test_another_time_is_never_typed(hour: int, minute: int, other: int, late: int) -> None:
    heard, text = f"at {hour:02}:{minute:02}", f"{other:02}:{late:02}"
    taken = PLAIN.typed(text, heard) is not None
    assert taken == ((hour, minute) == (other, late))


@pytest.mark.parametrize(
    ("chat", "same", "other"),
    [
        (
            "pay 1,200 euros",
            ["1200", "1.200", "1 200", "1'200", "1,200.00", "1.2k"],
            ["1201", "12000", "120", "1.2"],
        ),
        ("pay 1.200 €", ["1200", "1,200"], ["1.2", "1,2"]),
        ("1 200 kr", ["1200", "1,200"], ["200,1"]),
        ("twelve hundred dollars", ["1200", "1,200"], ["12", "100", "1,300"]),
        ("two thousand five hundred", ["2500", "2,500", "2.5k"], ["2005", "2000", "500"]),
        ("a budget of 2k", ["2000", "2,000", "2k"], ["2", "200"]),
        ("1.5 million", ["1500000", "1,500,000"], ["1", "1.500"]),
        ("12,5 %", ["12.5", "12,5"], ["125", "12"]),
        ("5kg", ["5"], ["50", "6"]),
        ("five apples and eleven pears", ["5", "11"], ["511", "6", "12", "1"]),
        ("the best one", [], ["1"]),
        ("code 007", ["007"], ["7", "07"]),
    ],
)
def test_an_amount(chat: str, same: list[str], other: list[str]) -> None:
    assert [text for text in same if PLAIN.typed(text, chat) is None] == []
    assert [text for text in other if PLAIN.typed(text, chat)] == []


def test_a_number_field_takes_digits() -> None:
    assert NUMBER.typed("1,200", "pay twelve hundred euros") == "1200"
    assert NUMBER.typed("12,5", "12.5 km") == "12.5"
    assert NUMBER.typed("100", "100 kg") == "100"
    assert NUMBER.typed("8001", zip="8001") == "8001"
    assert NUMBER.typed("171", phone="+49 171 1234567") is None
    assert NUMBER.typed("12", "12 May 2027") is None
    assert NUMBER.typed("2", "2 nights") is None
    assert Field("Nights", Role.NUMBER_FIELD).typed("2", "2 nights") == "2"
    assert Field("Nights", Role.NUMBER_FIELD).typed("7", "a week, so not 8 nights") == "7"
    assert Field("Nights").takes("7", "for a week")
    assert not Field("Rooms").takes("2", "2 nights")


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_another_amount_is_never_typed(number: int, other: int) -> None:
    for field in (PLAIN, NUMBER):
        assert (field.typed(f"{other:,}", f"pay {number} now") is None) == (other != number)


BORN, DUE = "12 May 1990", "the 24th of December"
DMY, MDY = Field("Date", hint="DD/MM/YYYY"), Field("Date", hint="MM/DD/YYYY")


@pytest.mark.parametrize(
    "text",
    [
        *("24 December 2026", "December 24, 2026", "Dec 24", "24 Dec", "Thu 24 Dec", "24/12/2026"),
        *("Thursday, 24 December 2026", "2026-12-24", "24.12.2026", "12/24/2026", "24.12.26"),
        *("24. Dezember 2026", "24 décembre 2026", "24 de diciembre de 2026", "24 декабря 2026"),
        *("2026/12/24", "24th December 2026", "24 grudnia"),
    ],
)
def test_a_day_is_written_in_many_ways(text: str) -> None:
    assert PLAIN.typed(text, DUE) == text
    date = Field(role=Role.DATE_FIELD)
    assert date.typed(text, DUE) == "2026-12-24"


@pytest.mark.parametrize(
    "text",
    [
        *("25 December 2026", "24 November 2026", "24 December 2027", "Fri 24 Dec", "Dec 25"),
        *("2026-12-25", "25.12.2026", "December", "December 2026", "24 24 December"),
        *("24 December 2026 2026", "24 gennaio", "24 de December x"),
    ],
)
def test_another_day_is_not(text: str) -> None:
    assert PLAIN.typed(text, "due on 24/12/2026") is None


def test_two_small_numbers_are_a_date_only_where_the_field_tells_their_order() -> None:
    chat = "on 3 April 2027"
    assert [PLAIN.typed(text, chat) for text in ("03/04/2027", "04/03/2027")] == [None, None]
    assert PLAIN.typed("03.04.2027", chat) == "03.04.2027"
    assert DMY.typed("03/04/2027", chat) == "03/04/2027"
    assert DMY.typed("04/03/2027", chat) is None
    assert MDY.typed("04/03/2027", chat) == "04/03/2027"
    assert MDY.typed("03/04/2027", chat) is None
    assert Field("Date", hint="ddmmyyyy").typed("03042027", chat) is None
    assert PLAIN.typed("05/05/2027", "on 5 May 2027") == "05/05/2027"


@given(st.dates(), st.dates())
def test_another_date_is_never_typed(day: object, other: object) -> None:
    chat = f"on {day}"
    for field in (PLAIN, DMY, MDY, Field(role=Role.DATE_FIELD)):
        for form in ("{0:%Y-%m-%d}", "{0:%d.%m.%Y}", "{0.day} {0:%B %Y}"):
            if day != other:
                assert field.typed(form.format(other), chat) is None


def test_a_birthday_keeps_its_year() -> None:
    date = control(1, Role.DATE_FIELD, "Date of birth")
    assert typed_slot(date, BORN, said("").today) == "1990-05-12"
    assert DMY.typed("12/05/1990", born=BORN) == "12/05/1990"
    assert PLAIN.typed("12 May 1991", born=BORN) is None
    hinted = control(1, Role.TEXT_FIELD, "Date of birth", hint="MM/DD/YYYY")
    assert typed_slot(hinted, BORN, said("").today) == "05/12/1990"
    assert typed_slot(hinted, "Maya", said("").today) == "Maya"


@pytest.mark.parametrize("month", ["May", "05", "5", "Mai", "05 - May", "mayo", "maj", "5月"])
def test_a_month_is_chosen_by_name_or_number(month: str) -> None:
    assert Field("Month").takes(month, born=BORN)
    assert Field("Geburtsmonat (Monat)").takes(month, "I was born on 12 May 1990")
    for other in ("June", "06", "6", "Juni", "05 - June", "junio"):
        assert not Field("Month").takes(other, born=BORN)


def test_a_list_of_months_needs_no_name() -> None:
    names = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    months = Field("", options=tuple(names.split()))
    assert [o for o in months.options if months.takes(o, born=BORN)] == ["Mai"]


def test_days_and_years_are_chosen_where_the_field_asks_for_them() -> None:
    assert Field("Day").takes("12", born=BORN)
    assert not Field("Day").takes("13", born=BORN)
    assert Field("Year").takes("1990", born=BORN)
    assert not Field("Year").takes("1991", born=BORN)
    assert not Field("Guests").takes("12", born=BORN)
    assert NUMBER.typed("12", born=BORN) is None
    assert Field("Day", Role.NUMBER_FIELD).typed("12", born=BORN) == "12"
    assert Field("", hint="YYYY").typed("1990", born=BORN) == "1990"
    assert Field("", hint="YYYY").typed("1991", born=BORN) is None


EXPIRY = Field("Expiry date", hint="MM/YY")


@pytest.mark.parametrize("known", ["08/27", "08/2027", "8/27", "August 2027", "2027-08"])
def test_the_end_of_a_card(known: str) -> None:
    for text in ("08/27", "08 / 2027", "8/27", "0827", "August 2027", "2027-08"):
        assert EXPIRY.typed(text, card_expiry=known) == text, text
        assert EXPIRY.typed(text, f"it expires {known}") == text, text
    for text in ("09/27", "08/28", "0828", "27/08", "August 2028", "08/72"):
        assert EXPIRY.typed(text, card_expiry=known) is None, text
    assert (
        typed_slot(control(1, Role.TEXT_FIELD, "Expires (MM/YY)"), known, said("").today) == "08/27"
    )
    assert Field("Expiry month").takes("08", card_expiry=known)
    assert Field("Expiry month").takes("August", card_expiry=known)
    assert Field("Expiry year").takes("2027", card_expiry=known)
    assert not Field("Expiry year").takes("2028", card_expiry=known)


IBAN, POST = "DE89370400440532013000", "SW1A 1AA"


@pytest.mark.parametrize(
    ("known", "text"),
    [
        (IBAN, "DE89 3704 0044 0532 0130 00"),
        ("DE89 3704 0044 0532 0130 00", IBAN),
        ("4111-1111-1111-1111", "4111 1111 1111 1111"),
        (POST, "SW1A1AA"),
        ("sw1a 1aa", "SW1A 1AA"),
        ("1012 AB", "1012AB"),
        ("X7K-2PQ", "X7K2PQ"),
        ("110 00", "11000"),
    ],
)
def test_a_code_may_be_spaced_otherwise(known: str, text: str) -> None:
    assert PLAIN.typed(text, f"it is {known}, thanks") == text
    assert PLAIN.typed(text, code=known) == text
    for place, letter in enumerate(text):
        if letter.isalnum():
            wrong = text[:place] + ("7" if letter != "7" else "8") + text[place + 1 :]
            assert PLAIN.typed(wrong, f"it is {known}, thanks") is None
            assert PLAIN.typed(text[:place] + text[place + 1 :], code=known) is None


def test_neighbours_that_are_no_code_are_not_put_together() -> None:
    assert PLAIN.typed("roomfor2", "room for 2") is None
    assert PLAIN.typed("123", "room 12 3 nights") is None
    assert PLAIN.typed("Weg58001", "Weg 5, 8001 Ulm") is None


def test_a_number_in_two_fields() -> None:
    code, rest = Field("Country code", Role.PHONE_FIELD), Field("Phone", Role.PHONE_FIELD)
    for text in ("+44", "0044", "44"):
        assert code.typed(text, phone="+44 20 7946 0958") == text
        assert code.typed(text, "call +44 20 7946 0958") == text
    assert code.typed("+49", phone="+44 20 7946 0958") is None
    assert PLAIN.typed("+44", phone="+33 1 23 45 67 89") is None
    for text in ("20 7946 0958", "020 7946 0958", "2079460958"):
        assert rest.typed(text, phone="+44 20 7946 0958") == text
    assert Field("Dial code").takes("United Kingdom (+44)", phone="+44 20 7946 0958")
    assert Field("Dial code").takes("+44", phone="020 7946 0958", country="GB")
    assert not Field("Dial code").takes("Jersey (+44)", phone="+44 20 7946 0958")
    assert not Field("Dial code").takes("France (+33)", phone="+44 20 7946 0958")
    assert Field("Area code").typed("212", phone="+1 212 555 0123") == "212"
    assert Field("Area code").typed("213", phone="+1 212 555 0123") is None


MAYA = {"name": "Maya Anna Lindt", "address": "5 High Street, 8001 Ulm, Germany"}


@pytest.mark.parametrize(
    "text",
    [
        *("Maya", "Lindt", "Anna", "Maya Lindt", "Lindt, Maya", "M. Lindt", "M. A. Lindt"),
        *("5", "High Street", "8001", "Ulm", "8001 Ulm, 5 High Street", "5 High Street 8001 Ulm"),
    ],
)
def test_parts_of_a_whole_name_and_address(text: str) -> None:
    assert PLAIN.typed(text, **MAYA) == text


@pytest.mark.parametrize(
    "text",
    [
        "N. Lindt",
        "M. A.",
        "M.",
        "Maya Maya",
        "Lindt Ulm",
        "Street 5 High",
        "6 High Street",
        "L. M.",
    ],
)
def test_nothing_is_made_up_from_them(text: str) -> None:
    assert PLAIN.typed(text, **MAYA) is None


def test_initials_are_for_fields_that_ask_for_them() -> None:
    initials = Field("Initials")
    assert [initials.typed(text, **MAYA) for text in ("MAL", "M.A.L.", "M")] == [
        "MAL",
        "M.A.L.",
        "M",
    ]
    assert initials.typed("MAX", **MAYA) is None
    assert PLAIN.typed("MAL", **MAYA) is None
    assert Field("Middle initial").typed("J", "I'm Ana Lima") is None


@given(st.text("MayaLindt. ,", min_size=1, max_size=14))
def test_initials_are_of_known_names_only(text: str) -> None:
    kept = PLAIN.typed(text, **MAYA)
    pieces = {piece.casefold() for piece in (kept or "").replace(",", " ").split()}
    assert pieces <= {"maya", "anna", "lindt", "m.", "a.", "l.", ".", ","}


def test_radios_are_backed_as_options_are() -> None:
    evening = control(1, Role.RADIO, "7:30 pm")
    page = seen(section(evening))
    assert is_backed(evening, page, said("at 19:30"), Profile())
    assert not is_backed(evening, page, said("at 19:00"), Profile())


JOINT, SAVINGS = "Joint account ending 0421 (€2,593.93)", "Savings account ending 9984 (€310.00)"
CARD = "Card (ending in 4242)"


@pytest.mark.parametrize(
    ("options", "chat", "taken"),
    [
        ((JOINT, SAVINGS), "from my joint account", [JOINT]),
        ((JOINT, SAVINGS), "not from the joint one, from the savings", [JOINT, SAVINGS]),
        ((JOINT, SAVINGS), "from my account ending in 7", []),
        ((JOINT, JOINT.replace("0421", "7")), "from my joint account", []),
        (("Express, 1 day (€9)", "Standard, 4 days (€3)"), "by express", ["Express, 1 day (€9)"]),
        ((CARD, "Invoice (within 14 days)"), "by card", [CARD]),
        ((CARD, "Card (ending in 1111)"), "by card", []),
        (("2 guests", "3 guests"), "for all the guests", []),
        (("March 5", "May 6"), "I'll come in March", []),
        (("Wait 5 minutes",), "just wait", []),
    ],
)
def test_a_choice_whose_figures_only_describe_it_is_known_by_its_own_words(
    options: tuple[str, ...], chat: str, taken: list[str]
) -> None:
    choice = Field(options=options)
    assert [option for option in options if choice.takes(option, chat)] == taken
    radios = [control(n, Role.RADIO, name) for n, name in enumerate(options, 1)]
    page = seen(section(*radios))
    backed = [r.name for r in radios if is_backed(r, page, said(chat), Profile())]
    assert backed == taken


FORMS = [
    "{0:%Y-%m-%d}",
    "{0:%d.%m.%Y}",
    "{0.day} {0:%B %Y}",
    "{0:%B} {0.day}, {0.year}",
    "{0:%a %d %b %Y}",
]
NEAR = st.dates(date(1950, 1, 1), date(2099, 12, 31))


@given(NEAR, st.sampled_from(FORMS), st.sampled_from(FORMS))
def test_a_date_passes_in_any_form_whatever_form_it_was_said_in(
    day: date, spoken: str, form: str
) -> None:
    text = form.format(day)
    if not spoken.startswith("{0:%a"):  # a weekday before a date is left out of it
        assert PLAIN.typed(text, f"on {spoken.format(day)}, please") == text
    assert DMY.typed(f"{day:%d/%m/%Y}", f"on {day}") == f"{day:%d/%m/%Y}"
    assert MDY.typed(f"{day:%m/%d/%Y}", f"on {day}") == f"{day:%m/%d/%Y}"
    assert Field("Date", hint="YYYY/MM/DD").typed(f"{day:%Y/%m/%d}", f"on {day}")


LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


@given(
    st.text(LETTERS, min_size=6, max_size=24).filter(lambda code: any(map(str.isdigit, code))),
    st.integers(1, 6),
    st.sampled_from(" -."),
    st.data(),
)
def test_a_code_passes_with_gaps_and_not_with_another_letter(
    code: str, width: int, gap: str, data: st.DataObject
) -> None:
    parts = [code[n : n + width] for n in range(0, len(code), width)]
    spaced = gap.join(parts)
    assume(not re.fullmatch(r"\d+\.\d{1,2}", spaced))  # an amount
    assert PLAIN.typed(spaced, f"it's {code} I think") == spaced
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(LETTERS).filter(lambda letter: letter != code[place]))
    wrong = code[:place] + other + code[place + 1 :]
    assert PLAIN.typed(wrong, f"it's {code} I think") is None
    assert PLAIN.typed(gap.join(reversed(wrong)), f"it's {code} I think") is None


@given(st.permutations(["Maya", "Anna", "Lindt"]), st.integers(1, 3), st.sampled_from([" ", ", "]))
def test_parts_of_a_name_pass_in_any_order(parts: list[str], count: int, gap: str) -> None:
    text = gap.join(parts[:count])
    assert PLAIN.typed(text, **MAYA) == text
    assert PLAIN.typed(f"{text}{gap}Maja", **MAYA) is None


CLOCKS = ["{0:%H:%M}", "{0:%I:%M %p}", "{0:%H.%M}"]


@given(st.times(), st.sampled_from(["{0:%H:%M}", "{0:%I:%M %p}"]), st.sampled_from(CLOCKS))
def test_a_time_passes_in_any_form(clock: time, spoken: str, form: str) -> None:
    half = "in the evening" if clock.hour >= 12 else "in the morning"
    heard = spoken.format(clock) + ("" if "%p" in spoken else f" {half}")
    text = form.format(clock)
    assert PLAIN.typed(text, f"at {heard}") == text
    other = time((clock.hour + 5) % 24, clock.minute)
    assert PLAIN.typed(form.format(other), f"at {heard}") is None
