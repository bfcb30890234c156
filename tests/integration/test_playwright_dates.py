"""Dates in the date pickers of the usual libraries."""

import pytest

from tests.integration.conftest import Open
from tests.integration.date_pickers import BOUNDED, FLATPICKR, FORMATTED, JQUERY_UI, REACT
from tests.integration.playwright_words import fill, lines

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize(
    ("picker", "shown"),
    [(JQUERY_UI, "05/12/2027"), (FLATPICKR, "2027-05-12"), (REACT, "May 12, 2027")],
    ids=["jquery-ui", "flatpickr", "react"],
)
async def test_a_calendar_is_walked_to_the_day(show: Open, picker: str, shown: str) -> None:
    browser = await show(picker)
    assert str(await fill(browser, "Arrival", "2027-05-12")) == f'ok ="{shown}"'


async def test_a_calendar_is_walked_back_as_well(show: Open) -> None:
    browser = await show(JQUERY_UI)
    assert str(await fill(browser, "Arrival", "2026-09-30")) == 'ok ="09/30/2026"'


async def test_a_day_that_stands_twice_in_the_grid_is_the_month_s_own(show: Open) -> None:
    browser = await show(FLATPICKR)
    assert str(await fill(browser, "Arrival", "2026-11-30")) == 'ok ="2026-11-30"'


async def test_a_year_that_can_be_chosen_is_chosen(show: Open) -> None:
    browser = await show(FLATPICKR)
    assert str(await fill(browser, "Arrival", "1948-02-29")) == 'ok ="1948-02-29"'


async def test_a_field_with_a_form_gets_the_date_in_it(show: Open) -> None:
    browser = await show(FORMATTED)
    assert str(await fill(browser, "Birthday", "1990-03-01")) == 'ok ="01.03.1990"'


async def test_a_day_beyond_the_calendar_is_told(show: Open) -> None:
    browser = await show(BOUNDED)
    effect = await fill(browser, "Arrival", "2027-05-12")
    assert str(effect) == "failed the calendar doesn't reach May 2027"


@pytest.mark.parametrize(
    "field",
    [
        'class="form-control hasDatepicker"',
        "class=flatpickr-input readonly",
        "class=datepicker",
        'placeholder="MM/DD/YYYY"',
        "placeholder=TT.MM.JJJJ",
        "placeholder=yyyy-mm-dd type=tel",
        "aria-haspopup=dialog id=departure-date",
        'aria-haspopup=grid placeholder="Check-in"',
    ],
)
async def test_a_field_that_opens_a_calendar_is_one_for_dates(show: Open, field: str) -> None:
    browser = await show(f"<label>When <input {field}></label>")
    assert lines(await browser.observe()) == ['date "When"']


@pytest.mark.parametrize(
    ("field", "role"),
    [
        ("placeholder=MM/YY", "text"),
        ('placeholder="555-0101" type=tel', "tel"),
        ("aria-haspopup=dialog name=place", "text"),
        ('placeholder="MM/DD/YYYY" readonly', "button"),
        ("class=flatpickr-input role=combobox", "combobox"),
        ("class=datetimepicker", "text"),
    ],
)
async def test_other_fields_are_what_they_were(show: Open, field: str, role: str) -> None:
    browser = await show(f"<label>When <input {field}></label>")
    assert lines(await browser.observe()) == [f'{role} "When"']
