"""Chromium once a module, a browser and two sites on loopback ports a test."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
import pytest_asyncio

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.session import HostPolicy
from tests.page_server import PageServer, chromium_path

Open = Callable[[str], Awaitable[PlaywrightBrowser]]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def chromium() -> AsyncIterator[PlaywrightBrowsers]:
    browsers = PlaywrightBrowsers(chromium_path(), patience=10)
    yield browsers
    await browsers.close()


@pytest.fixture
def site() -> Iterator[PageServer]:
    with PageServer().running() as server:
        yield server


@pytest.fixture
def other_site() -> Iterator[PageServer]:
    with PageServer().running() as server:
        yield server


@pytest_asyncio.fixture(loop_scope="module")
async def show(chromium: PlaywrightBrowsers, site: PageServer) -> AsyncIterator[Open]:
    """Opens a browser on a page of this body; only `site` may be visited."""
    opened: list[PlaywrightBrowser] = []

    async def open_page(body: str) -> PlaywrightBrowser:
        hosts = HostPolicy(allowed=(site.host,), allow_local=True)
        opened.append(await chromium.open(site.put("/", body), hosts, None))
        return opened[-1]

    yield open_page
    for browser in opened:
        await browser.close()
