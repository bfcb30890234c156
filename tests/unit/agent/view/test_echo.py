import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.view.echo import without_echoes
from errands.contracts.observation import Element, Observation, Role
from tests.unit.agent.pages import control, long_pages, observations, section, words

FIELD = control(1, Role.TEXT_FIELD, "Family name")
LETTER = "Present: Noor, Tomas, Mira. Rope is ordered."


def kept(*elements: Element) -> list[str]:
    (found,) = without_echoes([section(*elements)])
    return [element.name for element in found.elements]


@pytest.mark.parametrize("text", ["Family name", "family name:", "Family name *"])
def test_a_label_is_not_said_beside_its_field(text: str) -> None:
    assert kept(words(text), FIELD) == ["Family name"]
    assert kept(FIELD, words(text)) == ["Family name"]


def test_only_the_part_beside_the_control_goes() -> None:
    assert kept(words("Born · Family name"), FIELD) == ["Born", "Family name"]
    assert kept(words("Family name · Born"), FIELD) == ["Family name · Born", "Family name"]


def test_other_text_stays() -> None:
    told = [words("Family name, as in your passport"), FIELD, words("Family name or other")]
    assert kept(*told) == [element.name for element in told]
    apart = [words("Family name"), words("As in your passport"), FIELD]
    assert kept(*apart) == [element.name for element in apart]


def test_headings_and_messages_stay() -> None:
    for role in (Role.HEADING, Role.ALERT):
        assert kept(words("Family name", role), FIELD) == ["Family name", "Family name"]


def test_the_text_of_an_editor_is_told_as_its_value_only() -> None:
    editor = control(1, Role.TEXT_FIELD, "Body", value=LETTER)
    told = (words("Present: Noor, Tomas, Mira."), words("Rope is ordered. · 44 letters"))
    assert kept(editor, *told) == ["Body", "44 letters"]


def test_what_a_line_shows_only_in_part_is_told() -> None:
    editor = control(1, Role.TEXT_FIELD, "Body", value=LETTER * 9)
    assert kept(editor, words("Rope is ordered.")) == ["Body", "Rope is ordered."]


def test_a_short_value_may_stand_elsewhere_too() -> None:
    city = control(1, Role.TEXT_FIELD, "City", value="Rome")
    assert kept(city, words("Rome")) == ["City", "Rome"]


@given(st.one_of(observations(), long_pages()))
def test_the_controls_of_any_page_stay(page: Observation) -> None:
    found = without_echoes(page.sections)
    assert [e for s in found for e in s.elements if e.id] == [e for e in page.elements if e.id]
