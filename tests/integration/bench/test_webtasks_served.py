"""A scripted model plays web tasks through the very loop; the page tells how it went."""

import re

import pytest

from bench.webtasks.served.episode import NotMeasuredError, Room, played
from bench.webtasks.served.person import MESSAGES
from bench.webtasks.served.result import Cause, Obstacle, Outcome
from bench.webtasks.server import TaskServer
from errands.agent.view.lens import Lens
from errands.backends.memory_model import ScriptedModel
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.system_clock import SystemClock
from errands.contracts.errors import ModelUnavailableError
from errands.contracts.ports import Model, Request
from errands.contracts.turn import StopReason

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
BUTTON = re.compile(r'button "[^"]*" \[(\d+)\]')


def room(browsers: PlaywrightBrowsers, server: TaskServer, model: Model) -> Room:
    return Room(server=server, browsers=browsers, model=model, clock=SystemClock(), lens=Lens())


def first_button(request: Request) -> str:
    found = BUTTON.search(request.prompt)
    assert found, request.prompt
    return f"click {found[1]}"


async def test_a_task_is_done_when_its_page_says_so(
    browsers: PlaywrightBrowsers, task_server: TaskServer
) -> None:
    model = ScriptedModel(first_button)
    result = await played(room(browsers, task_server, model), "click-test", 0)

    assert (result.outcome, result.reward, result.obstacle) == (Outcome.DONE, 1, None)
    assert "Click the button" in result.chat[0]
    assert result.models == ("scripted",)
    # The turn goes on to nowhere; what the page has told ends it.
    assert result.reasons == (StopReason.CANCELLED,)


async def test_words_do_no_task_and_the_script_finds_that_all_was_offered(
    browsers: PlaywrightBrowsers, task_server: TaskServer
) -> None:
    model = ScriptedModel(['say "I have clicked it."'])
    result = await played(room(browsers, task_server, model), "click-test", 0)

    assert (result.outcome, result.reward) == (Outcome.SAID, None)
    assert result.obstacle == Obstacle(cause=Cause.CHOICE)


async def test_who_only_asks_is_answered_and_then_left(
    browsers: PlaywrightBrowsers, task_server: TaskServer
) -> None:
    model = ScriptedModel(lambda _: 'ask "Which one?"')
    result = await played(room(browsers, task_server, model), "click-test", 0)

    assert result.outcome is Outcome.ASKED
    assert result.reasons == (StopReason.ASKED,) * MESSAGES
    assert sum(line.startswith("user: Click the button") for line in result.chat) == MESSAGES


async def test_a_wrong_end_is_told_from_none(
    browsers: PlaywrightBrowsers, task_server: TaskServer
) -> None:
    wrong = ScriptedModel(lambda r: f"click {BUTTON.findall(r.prompt)[-1]}")
    right = ScriptedModel(first_button)
    ends = {
        (await played(room(browsers, task_server, model), "click-test-2", 0)).outcome
        for model in (wrong, right)
    }

    assert ends == {Outcome.DONE, Outcome.WRONG}


async def test_without_a_model_nothing_is_measured(
    browsers: PlaywrightBrowsers, task_server: TaskServer
) -> None:
    def away(_: Request) -> str:
        raise ModelUnavailableError

    with pytest.raises(NotMeasuredError):
        await played(room(browsers, task_server, ScriptedModel(away)), "click-test", 0)
