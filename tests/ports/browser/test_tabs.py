"""Tabs that pages open, and the way between them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from errands.backends.memory_browser import MemoryBrowsers
from errands.backends.playwright_bounds import Bounds
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.action import Goto, Tab
from errands.contracts.ports import Browsers
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from tests.integration.playwright_words import click
from tests.page_server import chromium_path
from tests.ports.browser.conftest import Visit
from tests.ports.browser.site import site_in_memory

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("name", "title"), [("Leaflet", "About"), ("Pop-up", "Rooms")], ids=["link", "pop-up"]
)
async def test_what_a_page_opens_becomes_the_current_tab(
    visit: Visit, name: str, title: str
) -> None:
    browser = await visit("events")
    assert (await click(browser, name)).kind is EffectKind.PAGE_CHANGED
    seen = await browser.observe()
    assert (seen.title, seen.tab, seen.tabs) == (title, 2, 2)


async def test_tabs_are_switched_and_closed(visit: Visit) -> None:
    browser = await visit("events")
    await click(browser, "Leaflet")
    assert (await browser.perform(Tab(number=1))).kind is EffectKind.PAGE_CHANGED
    assert (await browser.observe()).tab == 1
    await click(browser, "Pop-up")
    seen = await browser.observe()
    assert (seen.title, seen.tab, seen.tabs) == ("Rooms", 3, 3)
    assert (await browser.perform(Tab(number=None))).kind is EffectKind.PAGE_CHANGED
    seen = await browser.observe()
    assert (seen.title, seen.tab, seen.tabs) == ("About", 2, 2)


async def test_each_tab_keeps_its_own_page(visit: Visit, host: str) -> None:
    browser = await visit("events")
    await click(browser, "Leaflet")
    await browser.perform(Goto(url=f"http://{host}/index.html"))
    await browser.perform(Tab(number=1))
    assert (await browser.observe()).title == "Events"
    await browser.perform(Tab(number=2))
    assert (await browser.observe()).title == "Find a room"


async def test_the_only_tab_stays_and_others_there_are_none(visit: Visit) -> None:
    browser = await visit("events")
    for action in (Tab(number=None), Tab(number=2)):
        assert (await browser.perform(action)).kind is EffectKind.FAILED


@pytest_asyncio.fixture(
    loop_scope="module", params=["memory", pytest.param("chromium", marks=pytest.mark.browser)]
)
async def narrow(request: pytest.FixtureRequest, host: str) -> AsyncIterator[Browsers]:
    """Browsers that have two tabs and no more."""
    if request.param == "memory":
        yield MemoryBrowsers(site_in_memory(host), most_tabs=2)
        return
    browsers = PlaywrightBrowsers(chromium_path(), patience=10, bounds=Bounds(tabs=2))
    yield browsers
    await browsers.close()


async def test_what_pages_open_beyond_the_bound_is_closed_at_once(
    narrow: Browsers, host: str, hosts: HostPolicy
) -> None:
    browser = await narrow.open(f"http://{host}/events.html", hosts, None)
    await click(browser, "Leaflet")
    await browser.perform(Tab(number=1))
    assert (await click(browser, "Pop-up")).kind is EffectKind.NO_CHANGE
    seen = await browser.observe()
    assert (seen.title, seen.tab, seen.tabs) == ("Events", 1, 2)
    await browser.perform(Tab(number=2))
    await browser.perform(Tab(number=None))
    assert (await click(browser, "Pop-up")).kind is EffectKind.PAGE_CHANGED
    assert (await browser.observe()).title == "Rooms"
    await browser.close()
