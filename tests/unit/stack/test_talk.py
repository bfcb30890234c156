"""A step on the screens of `errands chat`."""

import pytest

from errands.client import Step
from errands.client.answers import Effect, Timings, Usage
from stack.talk.lines import LinesScreen
from stack.talk.screen import Screen
from stack.talk.terminal import TerminalScreen


def a_step(thought: str) -> Step:
    return Step(
        session="ses_1",
        turn="trn_1",
        number=1,
        verb="click",
        action='click "Search"',
        effect=Effect(kind="ok", detail=""),
        url="https://shop.test/",
        skill="act",
        model="base",
        timings=Timings(observe=1, decide=2, act=3),
        usage=Usage(prompt=1, cached=0, completion=1),
        at=0,
        has_screenshot=False,
        thought=thought,
    )


@pytest.mark.parametrize("screen", [LinesScreen, TerminalScreen])
def test_a_step_tells_why_where_the_model_does(
    screen: type[LinesScreen | TerminalScreen], capsys: pytest.CaptureFixture[str]
) -> None:
    shown: Screen = screen()
    shown.step(a_step("[bold] They named the city."))
    why, what = capsys.readouterr().out.splitlines()
    assert "[bold] They named the city." in why
    assert 'click "Search" -> ok  (act)' in what


@pytest.mark.parametrize("screen", [LinesScreen, TerminalScreen])
def test_nothing_stands_where_the_model_tells_nothing(
    screen: type[LinesScreen | TerminalScreen], capsys: pytest.CaptureFixture[str]
) -> None:
    shown: Screen = screen()
    shown.step(a_step(""))
    (what,) = capsys.readouterr().out.splitlines()
    assert 'click "Search" -> ok  (act)' in what
