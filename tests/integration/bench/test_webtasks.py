"""Scripts in the action language do small web tasks through the real browser."""

import pytest

from bench.webtasks.play import play
from bench.webtasks.server import TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.backends.playwright_browser import PlaywrightBrowsers

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
SAMPLE = [
    "book-flight-nodelay",
    "buy-ticket",
    "choose-list",
    "click-checkboxes-large",
    "click-collapsible-2-nodelay",
    "click-color",
    "click-link",
    "click-tab-2",
    "email-inbox",
    "email-inbox-reply",
    "enter-date",
    "enter-time",
    "find-greatest",
    "form-sequence-3",
    "guess-number",
    "login-user-popup",
    "multi-orderings",
    "odd-or-even",
    "phone-book",
    "scroll-text",
    "use-autocomplete-nodelay",
]


@pytest.mark.parametrize("task", SAMPLE)
async def test_a_script_does_the_task(
    browsers: PlaywrightBrowsers, task_server: TaskServer, task: str
) -> None:
    played = await play(browsers, task_server, task_server.register(task, 0), SOLUTIONS[task])

    assert (played.reward, played.reason) == (1, "")
