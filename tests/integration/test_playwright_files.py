"""What Chromium does with a session's files."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from errands.backends.memory import MemoryFiles
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Upload
from errands.contracts.ids import SessionId
from errands.contracts.ports import Files
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from tests.integration.playwright_words import named
from tests.page_server import PageServer

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

PAGE = """<h1>Files</h1><a href="/report.csv" download>Report</a>
<label>CV <input type=file onchange="this.files[0].text().then((t) => {
  document.querySelector('p').textContent = this.files[0].name + ' says ' + t })"></label>
<p>Nothing yet</p>"""


@pytest.fixture
def drawer() -> Files:
    return MemoryFiles().of(SessionId("s"))


@pytest_asyncio.fixture(loop_scope="module")
async def browser(
    chromium: PlaywrightBrowsers, site: PageServer, drawer: Files
) -> AsyncIterator[PlaywrightBrowser]:
    site.pages["/report.csv"] = "day,sum\n1,2\n"
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    opened = await chromium.open(site.put("/", PAGE), hosts, None, drawer)
    yield opened
    await opened.close()


async def test_a_page_gets_the_file_and_its_name(browser: PlaywrightBrowser, drawer: Files) -> None:
    name = await drawer.put("my cv.txt", b"hello")
    seen = await browser.observe()
    assert seen.files == ("my_cv.txt",)
    effect = await browser.perform(Upload(element=named(seen, "CV"), file=name))
    assert (effect.kind, effect.detail) == (EffectKind.OK, "my_cv.txt")
    after = await browser.observe()
    assert "my_cv.txt says hello" in [e.name for e in after.elements]
    assert [e.value for e in after.elements if e.name == "CV"] == ["my_cv.txt"]
