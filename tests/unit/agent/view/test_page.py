import pytest

from errands.agent.view.page import MAX_CHANGES
from errands.contracts.observation import Element, Observation, Role
from tests.unit.agent.pages import control, met, section, seen, words

CITY = control(1, Role.TEXT_FIELD, "City")
SEARCH = control(2, Role.BUTTON, "Search")
PAGE = seen(section(CITY, SEARCH))


def test_a_value_that_was_typed_leaves_the_page_the_same() -> None:
    filled = seen(section(control(1, Role.TEXT_FIELD, "City", value="Rome"), SEARCH))
    after = met(PAGE).after("fill", filled)
    assert after is not None
    assert after.met is PAGE
    assert after.now is filled
    assert after.done == ("fill",)


@pytest.mark.parametrize(
    "now",
    [
        seen(section(CITY)),
        seen(section(CITY, control(2, Role.BUTTON, "Find"))),
        seen(section(CITY, control(2, Role.LINK, "Search"))),
        seen(section(CITY, control(2, Role.BUTTON, "Search", disabled=True))),
        seen(section(CITY, SEARCH), url="http://hotels.test/else"),
    ],
)
def test_other_controls_or_another_address_are_another_page(now: Observation) -> None:
    assert met(PAGE).after("click", now) is None


def test_a_fragment_is_no_other_address() -> None:
    now = seen(section(CITY, SEARCH), url="http://hotels.test/#rooms")
    assert met(PAGE).after("click", now) is not None


@pytest.mark.parametrize(("more", "same"), [(MAX_CHANGES, True), (MAX_CHANGES + 1, False)])
def test_much_new_text_is_another_page(more: int, same: bool) -> None:  # noqa: FBT001 a column of the table
    new: list[Element] = [words(f"text {n}") for n in range(more)]
    after = met(PAGE).after("click", seen(section(CITY, SEARCH, *new)))
    assert (after is not None) is same


def test_new_text_is_shown_below_once() -> None:
    alert = seen(section(CITY, words("Enter a city", Role.ALERT), SEARCH))
    first = met(PAGE).after("click", alert)
    assert first is not None
    assert first.done == ("click", '+ ! "Enter a city"')
    again = first.after("click", alert)
    assert again is not None
    assert again.done == (*first.done, "click")


def test_what_is_closed_off_adds_up() -> None:
    once = met(PAGE).after("a", PAGE, "click 2")
    assert once is not None
    twice = once.after("b", PAGE, "click 1")
    assert twice is not None
    assert twice.closed_off == {"click 2", "click 1"}


def test_only_what_is_shown_is_visible() -> None:
    page = met(seen(section(CITY), section(control(2, Role.LINK, "Terms"), name="footer")))
    assert page.visible == {1}
    assert [chunk.name for chunk in page.closed] == ["footer"]
