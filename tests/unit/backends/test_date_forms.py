from datetime import date

import pytest

from errands.agent.values.date_hint import form_of
from errands.backends.date_forms import iso_day, native, shows

DAY = date(2027, 5, 12)


@pytest.mark.parametrize(
    ("hints", "written"),
    [
        ("MM/DD/YYYY", "05/12/2027"),
        ("Birthday (dd.mm.yyyy)", "12.05.2027"),
        ("yyyy-mm-dd", "2027-05-12"),
        ("| mm/dd/yy |", "05/12/2027"),
        ("TT.MM.JJJJ", "12.05.2027"),
        ("e.g. 24.12.2031", "12.05.2027"),
        ("12/31/2031", "05/12/2027"),
        ("DD MMM YYYY", "12 May 2027"),
    ],
)
def test_a_date_is_written_as_the_hints_of_a_field_want_it(hints: str, written: str) -> None:
    form = form_of(hints)
    assert form is not None
    assert f"{DAY:{form}}" == written


@pytest.mark.parametrize("hints", ["", "Date of arrival", "01/02/2031", "and/or/not"])
def test_words_that_tell_no_form_give_none(hints: str) -> None:
    assert form_of(hints) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("05/12/2027", True),
        ("12.5.27", True),
        ("Wed, May 12, 2027", True),
        ("05/13/2027", False),
        ("June 12, 2027", False),
        ("", False),
    ],
)
def test_a_shown_date_is_known_in_any_form(text: str, said: bool) -> None:  # noqa: FBT001
    assert shows(text, DAY) is said


@pytest.mark.parametrize(
    ("kind", "text", "taken"),
    [
        ("month", "2027-05-12", "2027-05"),
        ("week", "2027-05-12", "2027-W19"),
        ("time", "5:30 pm", "17:30"),
        ("time", "12 am", "00:00"),
        ("datetime-local", "2027-05-12 17:30", "2027-05-12T17:30"),
        ("date", "2027-05-12", "2027-05-12"),
        ("time", "noon", "noon"),
    ],
)
def test_a_native_field_gets_its_own_form(kind: str, text: str, taken: str) -> None:
    assert native(kind, text) == taken


def test_no_day_is_read_from_what_is_none() -> None:
    assert iso_day("2027-02-30") is None
    assert iso_day("on 2027-02-03") is None
