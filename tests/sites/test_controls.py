import re
from datetime import date

import pytest

from sites.controls.control import Choosing, Dating, Switching, Typed, read_day, write_day
from sites.controls.pages import templates

OPTIONS = [("a", "Apple"), ("b", "Pear & plum")]


POINTS = re.compile(r'(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')


def ids_of(page: str) -> list[str]:
    return re.findall(r' id="([^"]*)"', page)


def lost(page: str) -> set[str]:
    """What something points at and nothing is."""
    return {name for names in POINTS.findall(page) for name in names.split()} - {*ids_of(page)}


def written(call: str, **values: object) -> str:
    names = "choice, day, field, switch"
    text = '{% from "controls.html" import ' + names + " %}{{ " + call + " }}"
    return templates().env.from_string(text).render(values)


@pytest.mark.parametrize("how", Dating)
def test_a_day_is_read_as_it_is_written(how: Dating) -> None:
    for day in (date(2027, 1, 2), date(2028, 2, 29), date(2027, 12, 31)):
        assert read_day(how, write_day(how, day)) == day


@pytest.mark.parametrize(
    ("how", "typed"),
    [
        (Dating.NATIVE, ("2027-02-30", "", "", "")),
        (Dating.NATIVE, ("", "1", "2", "2027")),
        (Dating.PARTS, ("2027-01-02", "", "", "")),
        (Dating.PARTS, ("", "31", "4", "2027")),
        (Dating.DAY_FIRST, ("01/13/2027", "", "", "")),
        (Dating.MONTH_FIRST, ("13/01/2027", "", "", "")),
        (Dating.DAY_FIRST, ("soon", "", "", "")),
    ],
)
def test_what_is_no_day_is_not_read(how: Dating, typed: Typed) -> None:
    assert read_day(how, typed) is None


@pytest.mark.parametrize("error", ["", "Choose one."])
@pytest.mark.parametrize("how", Choosing)
def test_a_choice_names_what_it_points_at_and_keeps_its_value(how: Choosing, error: str) -> None:
    page = written(
        "choice(how, 'Fruit', 'fruit', options, 'b', error)",
        how=how, options=OPTIONS, error=error,
    )  # fmt: skip
    assert lost(page) == set()
    assert len(ids_of(page)) == len(set(ids_of(page)))
    assert "Pear &amp; plum" in page
    assert page.count("selected") + page.count("checked") >= 1
    assert ('role="alert"' in page) == bool(error)


@pytest.mark.parametrize("how", Dating)
def test_a_day_shows_what_was_typed(how: Dating) -> None:
    typed = write_day(how, date(2027, 5, 12))
    page = written("day(how, 'Date', 'on', typed, 'Wrong.', years)", how=how, typed=typed,
                   years=(2027, 2028))  # fmt: skip
    assert lost(page) == set()
    shown = [part for part in typed if part]
    assert all(f'value="{part}"' in page for part in shown)
    assert page.count(" selected") == (3 if how is Dating.PARTS else 0)


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("how", Switching)
def test_a_switch_stands_as_it_is(how: Switching, *, on: bool) -> None:
    page = written("switch(how, 'News', 'news', on)", how=how, on=on)
    assert lost(page) == set()
    match how:
        case Switching.CHECKBOX | Switching.SWITCH:
            assert ("checked" in page) == on
        case Switching.BUTTON:
            assert f'aria-checked="{str(on).lower()}"' in page
        case Switching.YES_NO:
            assert f'value="{"yes" if on else ""}" checked' in page
