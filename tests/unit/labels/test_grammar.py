"""A model that is asked again can say what was possible, and nothing else."""

import pytest
from hypothesis import given

from errands.agent.parse import ParseFailure, parse
from errands.agent.prompt import render
from errands.contracts.action import Check, Click, to_line
from errands.contracts.observation import Observation
from errands.labels.grammar import grammar_of
from errands.labels.possible import trouble
from errands.labels.shown import Shown
from learning.sayable import sayable
from tests.unit.agent.pages import long_pages, met, user
from tests.unit.labels.test_shown import PROFILE, PROMPT

SHOWN = Shown.in_prompt(PROMPT)
GRAMMAR = grammar_of(SHOWN)


@pytest.mark.parametrize(
    "line",
    [
        "click 1",
        "click 8",
        'fill 1 "Rome, it is"',
        "fill 1 @first_name",
        'select 2 "2"',
        'select 5 "39 nights"',
        "check 3 on",
        "back",
        'ask "When?"',
    ],
)
def test_what_is_possible_can_be_said(line: str) -> None:
    action = parse(line)
    assert not isinstance(action, ParseFailure)
    assert not trouble(action, SHOWN)
    assert sayable(GRAMMAR, line)


@pytest.mark.parametrize(
    "line",
    ["click 4", "click 99", "fill 1 @email", 'select 2 "4"', "check 1 on", "open results", "x"],
)
def test_what_is_not_can_not(line: str) -> None:
    assert not sayable(GRAMMAR, line)


@given(long_pages())
def test_every_page_has_a_grammar(page: Observation) -> None:
    shown = Shown.in_prompt(render(PROFILE, user("a room"), met(page)))
    grammar = grammar_of(shown)
    for number in list(shown.controls)[:3]:
        assert sayable(grammar, to_line(Click(element=number)))
        assert not sayable(grammar, to_line(Check(element=number, on=True)))
