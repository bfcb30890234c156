import pytest

from errands.agent.route import CHOOSE, FILL_FORM, NAVIGATE, route
from errands.contracts.observation import Element, Role
from tests.unit.agent.pages import control, section, seen


@pytest.mark.parametrize(
    ("element", "skill"),
    [
        (control(1, Role.TEXT_FIELD, "City", required=True), FILL_FORM),
        (control(1, Role.SELECT, "Guests", required=True), FILL_FORM),
        (control(1, Role.TEXT_FIELD, "Filter"), NAVIGATE),
        (control(1, Role.SELECT, "Sort by"), CHOOSE),
        (control(1, Role.CHECKBOX, "Breakfast included", checked=False), CHOOSE),
        (control(1, Role.SELECT, "Sort by", disabled=True), NAVIGATE),
        (control(1, Role.TEXT_FIELD, "City", required=True, disabled=True), NAVIGATE),
        (control(1, Role.LINK, "Hotels"), NAVIGATE),
    ],
)
def test_a_page_that_asks_for_values_is_a_form(element: Element, skill: str) -> None:
    assert route(seen(section(element))) == skill


def test_an_empty_page_is_a_way_somewhere() -> None:
    assert route(seen()) == NAVIGATE
