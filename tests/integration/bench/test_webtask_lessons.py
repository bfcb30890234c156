"""Scripts of web tasks in the model's place of the very loop: what they do is an exercise."""

import pytest

from bench.webtasks.lessons.lesson import SITE, lesson
from bench.webtasks.served.episode import Room
from bench.webtasks.server import TaskServer
from errands.agent.view.lens import Lens
from errands.backends.memory_model import ScriptedModel
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.system_clock import SystemClock

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def room(browsers: PlaywrightBrowsers, task_server: TaskServer) -> Room:
    model = ScriptedModel([])  # never asked: the script answers
    return Room(
        server=task_server, browsers=browsers, model=model, clock=SystemClock(), lens=Lens()
    )


async def test_what_a_script_did_right_is_learned_from_as_a_model_would_see_it(room: Room) -> None:
    taught = await lesson(room, "click-test-2", 100)
    (exercise,) = taught.exercises
    assert taught.missed == ""
    assert (exercise.site, exercise.kind, exercise.talk) == (
        SITE,
        "click-test-2",
        "click-test-2-100",
    )
    ((start, end),) = exercise.sample.targets
    assert exercise.text[start:end].startswith("click ")
    assert "user: Click button ONE" in exercise.text[:start]


async def test_lines_of_one_page_follow_each_other_with_what_came_of_them(room: Room) -> None:
    taught = await lesson(room, "click-checkboxes", 100)
    verbs = [e.text[a:b].split()[0] for e in taught.exercises for a, b in e.sample.targets]
    # What sends the form is said, waits for a yes, and is said again.
    assert verbs == ["check", "click", "click"]
    first, then = taught.exercises
    assert "user: Yes, please." not in first.text
    assert "user: Yes, please." in then.text


async def test_nothing_is_learned_where_the_grammar_has_no_such_line(room: Room) -> None:
    taught = await lesson(room, "enter-password", 100)
    assert taught.exercises == ()
    assert taught.missed.startswith("can't be said: fill")


async def test_a_script_that_gives_up_teaches_nothing(room: Room) -> None:
    taught = await lesson(room, "visual-addition", 100)
    assert (taught.exercises, taught.missed) == ((), "the script says nothing more")
