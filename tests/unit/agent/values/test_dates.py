from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.values.dates import find_dates, find_stays, parse_date

MONDAY = date(2026, 11, 23)


def found(words: str, today: date = MONDAY) -> list[tuple[str, str]]:
    return [(m.text, m.day.isoformat()) for m in find_dates(words, today)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-05-12", "2027-05-12"),
        ("12.05.2027", "2027-05-12"),
        ("12 May", "2027-05-12"),
        ("May 12, 2028", "2028-05-12"),
        ("12th of May", "2027-05-12"),
        ("the 1st of August", "2027-08-01"),
        ("23 November", "2026-11-23"),
        ("22 November", "2027-11-22"),
        ("31 Dec", "2026-12-31"),
        ("1 Jan", "2027-01-01"),
        ("today", "2026-11-23"),
        ("tonight", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("the day after tomorrow", "2026-11-25"),
        ("Friday", "2026-11-27"),
        ("next Friday", "2026-11-27"),
        ("in two weeks", "2026-12-07"),
        ("29 February", "2028-02-29"),
        ("2026-11-05", "2026-11-05"),
        ("13/5/2027", "2027-05-13"),
        ("05/13/2027", "2027-05-13"),
    ],
)
def test_one_date(text: str, day: str) -> None:
    parsed = parse_date(text, MONDAY)
    assert parsed is not None
    assert parsed.isoformat() == day


@pytest.mark.parametrize("text", ["", "Rome", "32 May", "31 June", "May", "+49 171 1234567", "12"])
def test_no_date(text: str) -> None:
    assert parse_date(text, MONDAY) is None


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("12 to 15 May", [("12", "2027-05-12"), ("15 May", "2027-05-15")]),
        ("12th-15th of May", [("12th", "2027-05-12"), ("15th of May", "2027-05-15")]),
        ("May 12-15", [("May 12", "2027-05-12"), ("15", "2027-05-15")]),
        ("between 12 and 15 May", [("12", "2027-05-12"), ("15 May", "2027-05-15")]),
        (
            "Friday 5 March to Monday 8 March",
            [("5 March", "2027-03-05"), ("8 March", "2027-03-08")],
        ),
        ("Fri 5 - Mon 8 March", [("5", "2027-03-05"), ("8 March", "2027-03-08")]),
        (
            "in on the 3rd of May, out on the 6th",
            [("3rd of May", "2027-05-03"), ("6th", "2027-05-06")],
        ),
        ("from 30 May until the 2nd", [("30 May", "2027-05-30"), ("2nd", "2027-06-02")]),
        ("from the 30th until 2 June", [("30th", "2027-05-30"), ("2 June", "2027-06-02")]),
        ("22 to 25 November", [("22", "2026-11-22"), ("25 November", "2026-11-25")]),
        ("our 20th anniversary, on 5 May", [("5 May", "2027-05-05")]),
        ("28 Dec to 3 Jan", [("28 Dec", "2026-12-28"), ("3 Jan", "2027-01-03")]),
        ("May 12 to June 3", [("May 12", "2027-05-12"), ("June 3", "2027-06-03")]),
        ("friday to sunday", [("friday", "2026-11-27"), ("sunday", "2026-11-29")]),
        ("for 2 on 3 May", [("3 May", "2027-05-03")]),
        ("in 3 days for 2 nights", [("in 3 days", "2026-11-26")]),
        (
            "on 10/17/2016 or 17/10/2017",
            [("10/17/2016", "2016-10-17"), ("17/10/2017", "2017-10-17")],
        ),
        ("on 3/4/2027 or 13/13/2027", []),
        ("2 rooms in Rome", []),
        ("30 February", []),
    ],
)
def test_dates_in_words(words: str, dates: list[tuple[str, str]]) -> None:
    assert found(words) == dates


@given(st.text("12 toMay-5.JuneIn days", max_size=30))
def test_a_mention_is_what_stands_there(words: str) -> None:
    mentions = find_dates(words, MONDAY)
    assert all(words[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2 nights", [2]),
        ("a week", [7]),
        ("two weeks", [14]),
        ("three days and one night", [3, 1]),
        ("in 3 days", []),
        ("nights", []),
    ],
)
def test_lengths_of_stay(words: str, days: list[int]) -> None:
    assert [stay.days for stay in find_stays(words)] == days
