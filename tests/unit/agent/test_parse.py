import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import Action, Click, to_line
from errands.contracts.ids import ElementId
from tests.unit.agent.lines import actions


@given(actions)
def test_every_action_comes_back_from_its_line(action: Action) -> None:
    assert parse(to_line(action)) == action


@given(st.text() | st.from_regex(r"(?:click|fill|select|tab|press|ask|say) .*"))
def test_junk_never_raises(line: str) -> None:
    parse(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "click",
        "click one",
        "click 1 2",
        "clicks 1",
        "fill 1 Rome",
        'fill 1 "Ro"me"',
        "fill 1 @First",
        "check 1 maybe",
        "press F5",
        "open my page",
        "tab two",
        'say ""',
        'ask "Where?" City',
        'say "a"\nclick 1',
        "click " + "9" * 5000,
    ],
)
def test_what_is_no_action_is_a_failure(line: str) -> None:
    assert parse(line) == ParseFailure(line)


def test_space_around_a_line_does_not_matter() -> None:
    assert parse("  click 3 ") == Click(element=ElementId(3))
