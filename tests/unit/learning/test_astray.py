"""A scripted solution that strays, and finds its way again."""

from random import Random

import pytest

from errands.backends.memory_model import ScriptedModel
from errands.contracts.ids import SessionId, SkillName
from errands.contracts.ports import Request
from learning.astray import MOST_ASTRAY, Astray

PROMPT = """<profile>
</profile>
<chat>
user: pay the rent
</chat>
<history>
{history}</history>
<page host=127.0.0.1:1 title="Bills">
link "Rent" [3]
link "Water" [4] "Phone" [5]
button "Pay all" [6]
text "Search" [7]
</page>
{done}"""
GRAMMAR = (
    'start: ("click " ("3" | "4" | "6") | "fill 7 \\"x\\"" | "say \\"x\\"" | "ask \\"x\\"") " ->"'
)


def asked(history: str = "", done: str = "") -> Request:
    return Request(
        skill=SkillName("navigate"),
        session=SessionId("s"),
        prompt=PROMPT.format(history=history, done=done),
        grammar=GRAMMAR,
        stop=" ->",
    )


def straying(line: str, times: int = 1) -> Astray:
    return Astray(ScriptedModel([line] * times), Random(1), 1)  # noqa: S311 a test


@pytest.mark.parametrize("line", ["click 3", 'ask "x"'])
async def test_another_link_that_may_be_taken_is_taken(line: str) -> None:
    model = straying(line)
    taken = (await model.decide(asked())).text
    assert taken in {"click 3", "click 4"} - {line}, "nothing else leads anywhere and may be said"


@pytest.mark.parametrize(
    ("line", "history", "done"),
    [
        ("click 6", "", ""),
        ('say "x"', "", ""),
        ('fill 7 "x"', "", ""),
        ("click 3", "", "click 5 -> no change\n"),
        ("click 3", 'click "Pay all" -> needs yes\n', ""),
    ],
)
async def test_where_something_is_done_or_told_nothing_goes_astray(
    line: str, history: str, done: str
) -> None:
    assert (await straying(line).decide(asked(history, done))).text == line


async def test_who_strays_comes_to_an_end() -> None:
    model = straying("click 3", MOST_ASTRAY + 2)
    taken = [(await model.decide(asked())).text for _ in range(MOST_ASTRAY + 2)]
    assert taken == ["click 4"] * MOST_ASTRAY + ["click 3"] * 2
