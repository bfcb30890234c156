"""Scripts in the action language do small web tasks through the real browser."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bench.webtasks.pages import Pages
from bench.webtasks.play import play
from bench.webtasks.server import TaskServer
from bench.webtasks.tasks import SOLUTIONS
from errands.backends.playwright_browser import PlaywrightBrowsers
from tests.page_server import chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HTML = Path("var/webtasks/miniwob/html")
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


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browsers() -> AsyncIterator[PlaywrightBrowsers]:
    browsers = PlaywrightBrowsers(chromium_path(), patience=10)
    yield browsers
    await browsers.close()


@pytest.fixture(scope="module")
def server() -> Iterator[TaskServer]:
    if not HTML.is_dir():
        if os.environ.get("CI"):  # noqa: TID251 tests have no settings
            pytest.fail("the task pages are not installed")
        pytest.skip("the task pages are not installed: make bench-webtasks")
    with TaskServer(Pages(HTML)) as server:
        yield server


@pytest.mark.parametrize("task", SAMPLE)
async def test_a_script_does_the_task(
    browsers: PlaywrightBrowsers, server: TaskServer, task: str
) -> None:
    played = await play(browsers, server, server.register(task, 0), SOLUTIONS[task], None)

    assert (played.reward, played.reason) == (1, "")
