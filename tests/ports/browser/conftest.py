"""Every suite runs over the twin and over real Chromium, on the same site."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import pytest_asyncio

from errands.backends.memory import MemoryFiles
from errands.backends.memory_browser import MemoryBrowsers
from errands.contracts.ids import SessionId
from errands.contracts.ports import Browser, Browsers, Files
from errands.contracts.session import HostPolicy
from tests.page_fixtures import chromium, other_site, show, site
from tests.page_server import PageServer
from tests.ports.browser.site import serve_files, site_in_memory

__all__ = [
    "browser",
    "browsers",
    "chromium",
    "drawer",
    "host",
    "hosts",
    "other_site",
    "show",
    "site",
    "visit",
]

Visit = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with PageServer().running() as server:
        serve_files(server)
        yield server.host


@pytest.fixture(
    scope="module", params=["memory", pytest.param("chromium", marks=pytest.mark.browser)]
)
def browsers(request: pytest.FixtureRequest, host: str) -> Browsers:
    if request.param == "memory":
        return MemoryBrowsers(site_in_memory(host))
    real: Browsers = request.getfixturevalue("chromium")
    return real


@pytest.fixture
def hosts(host: str) -> HostPolicy:
    return HostPolicy(allowed=(host,), allow_local=True)


@pytest.fixture
def drawer() -> Files:
    return MemoryFiles().of(SessionId("one"))


@pytest_asyncio.fixture(loop_scope="module")
async def visit(
    browsers: Browsers, host: str, hosts: HostPolicy, drawer: Files
) -> AsyncIterator[Visit]:
    """Opens a browser on a page of the site, with the drawer's files."""
    opened: list[Browser] = []

    async def open_page(name: str) -> Browser:
        opened.append(await browsers.open(f"http://{host}/{name}.html", hosts, None, drawer))
        return opened[-1]

    yield open_page
    for browser in opened:
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(visit: Visit) -> Browser:
    return await visit("index")
