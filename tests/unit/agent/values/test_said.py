from datetime import date
from decimal import Decimal

import pytest

from errands.agent.values.said import Said
from errands.contracts.session import ChatLine, Speaker
from tests.unit.agent.pages import TODAY_SECONDS, said


def days(words: str) -> list[str]:
    return [mention.day.isoformat() for mention in said(words).dates]


def test_only_the_users_lines_count() -> None:
    chat = (
        ChatLine(speaker=Speaker.USER, text="for 2"),
        ChatLine(speaker=Speaker.ASSISTANT, text="12 or 13 May, 5 rooms?"),
        ChatLine(speaker=Speaker.USER, text="Rome"),
    )
    heard = Said.in_chat(chat, date(2026, 11, 23))
    assert heard.words == "for 2\nRome"
    assert heard.numbers == (2,)
    assert heard.dates == ()


@pytest.mark.parametrize(
    "words", ["call 0171 1234567", "+49 (171) 123-4567", "maya12@lindt3.test", "a.1@b.test"]
)
def test_phones_and_mails_hold_no_numbers_and_no_dates(words: str) -> None:
    assert said(words).numbers == ()
    assert said(words).dates == ()


def test_phones_and_mails_are_found() -> None:
    heard = said("I'm at maya@lindt.test. Or call +49 171 1234567, 2 of us")
    assert heard.emails == ("maya@lindt.test",)
    assert heard.phones == ("+49 171 1234567",)
    assert heard.numbers == (2,)


@pytest.mark.parametrize(
    "words", ["2027-05-12", "12.05.2027", "for 2\n2027-05-12", "on 12.05.2027"]
)
def test_a_written_date_is_no_phone(words: str) -> None:
    assert days(words) == ["2027-05-12"]
    assert said(words).phones == ()


def test_a_phone_ends_with_its_line() -> None:
    heard = said("for 2\n0171 1234567")
    assert heard.phones == ("0171 1234567",)
    assert heard.numbers == (2,)


def test_dates_and_stays_hold_no_numbers() -> None:
    assert said("12 to 15 May, 3 nights, 2 people").numbers == (2,)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("My name is Jana Haddad, book me a room", ("Jana Haddad", "Jana", "Haddad")),
        ("I'm Maya van der Berg.", ("Maya van der Berg", "Maya", "van der Berg")),
        ("in the name of Ana Lima please", ("Ana Lima", "Ana", "Lima")),
        ("I'm going to Rome", ()),
        ("I am looking for a hotel", ()),
    ],
)
def test_names_that_a_person_gives_as_theirs(words: str, names: tuple[str, ...]) -> None:
    assert said(words).names == names


def test_tomorrow_is_the_day_after_it_was_said() -> None:
    day = 86_400.0
    chat = (
        ChatLine(speaker=Speaker.USER, text="a room for tomorrow", at=TODAY_SECONDS),
        ChatLine(speaker=Speaker.ASSISTANT, text="tomorrow?"),
        ChatLine(speaker=Speaker.USER, text="yes, until tomorrow", at=TODAY_SECONDS + 3 * day),
    )
    later = Said.in_chat(chat, date(2026, 11, 26))
    assert [m.day for m in later.dates] == [date(2026, 11, 24), date(2026, 11, 27)]
    assert [later.words[m.start : m.end] for m in later.dates] == ["tomorrow", "tomorrow"]


def test_lines_of_sessions_stored_before_have_no_time_and_count_from_today() -> None:
    chat = (ChatLine(speaker=Speaker.USER, text="tomorrow"),)
    assert Said.in_chat(chat, date(2026, 11, 26)).dates[0].day == date(2026, 11, 27)


@pytest.mark.parametrize(
    "text",
    ["mİdnight", "2 mİllion", "s\u0131x nights", "fİve weeks", "from the fİrst to the 3rd of May"],
)
def test_letters_of_a_turkish_keyboard_are_read(text: str) -> None:
    plain, heard = said(text.replace("İ", "i").replace("\u0131", "i")), said(text)
    assert [m.day for m in heard.dates] == [m.day for m in plain.dates]
    assert [m.days for m in heard.stays] == [m.days for m in plain.stays]
    assert (heard.clocks, heard.figures) == (plain.clocks, plain.figures)


def test_figures_around_a_figure_are_none_together() -> None:
    assert Decimal(35) not in said("thirty 2 five").figures


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("a table for two by the window at 8, please", (2,)),
        ("5 seats, and dinner at 7 please", (5,)),
        ("from half past 8, just for me", (1,)),
        ("8:30 pm for my wife and me", (2,)),
        ("dinner at 8, four diners", (4,)),
        ("for 4 at 17:00", (4,)),
        ("1 to 2 people", (1, 2)),
    ],
)
def test_an_hour_counts_nobody(words: str, counts: tuple[int, ...]) -> None:
    assert said(words).counts == counts


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Under Alice Brown", ("Under Alice", "Under Alice Brown", "Alice Brown")),
        ("a table, for Ludwig van Beethoven.", ("Ludwig van Beethoven",)),
        ("Ein Tisch für Maya Lindt", ("Ein Tisch", "Maya Lindt")),
        ("столик для Ивана Петрова", ("Ивана Петрова",)),
        ("in Rome. Maya", ()),
        ("12 May", ()),
        ("Rome\nMaya", ()),
    ],
)
def test_names_are_read_by_their_letters(words: str, names: tuple[str, ...]) -> None:
    assert said(words).capitalised == names
