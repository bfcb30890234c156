"""Chromium dies, hangs, comes back."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

import pytest
import pytest_asyncio
from playwright.async_api import Error

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Click
from errands.contracts.errors import BrowserGoneError
from errands.contracts.session import HostPolicy
from tests.integration.conftest import kill
from tests.integration.playwright_words import lines, named
from tests.page_server import PageServer, chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PATIENCE = 10.0
"""With a browser that may yet answer; what is gone isn't waited for."""


@pytest_asyncio.fixture(loop_scope="module")
async def own() -> AsyncIterator[PlaywrightBrowsers]:
    """A Chromium that a test may kill."""
    browsers = PlaywrightBrowsers(chromium_path(), patience=PATIENCE)
    yield browsers
    await browsers.close()


async def open_page(browsers: PlaywrightBrowsers, site: PageServer) -> PlaywrightBrowser:
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    start = site.put("/", "<button onclick=\"fetch('/never')\">Stay</button>")
    return await browsers.open(start, hosts, None)


async def test_a_killed_chromium_is_gone_and_the_next_open_works(
    own: PlaywrightBrowsers, site: PageServer
) -> None:
    browser = await open_page(own, site)
    stay = named(await browser.observe(), "Stay")
    await kill(own)
    start = monotonic()
    with pytest.raises(BrowserGoneError):
        await browser.perform(Click(element=stay))
    for call in (browser.observe, browser.screenshot, browser.state):
        with pytest.raises(BrowserGoneError):
            await call()
    assert monotonic() - start < PATIENCE
    await browser.close()
    again = await open_page(own, site)
    assert lines(await again.observe()) == ['button "Stay"']
    await again.close()


async def test_killed_in_the_middle_of_an_action(own: PlaywrightBrowsers, site: PageServer) -> None:
    browser = await open_page(own, site)
    stay = named(await browser.observe(), "Stay")
    acting = asyncio.ensure_future(browser.perform(Click(element=stay)))
    await kill(own)
    with pytest.raises(BrowserGoneError):
        await acting
    await browser.close()


async def test_a_crashed_page_is_gone(own: PlaywrightBrowsers, site: PageServer) -> None:
    browser = await open_page(own, site)
    page = browser._tabs.current
    cdp = await page.context.new_cdp_session(page)
    crashing = asyncio.ensure_future(cdp.send("Page.crash"))
    await browser._tabs.gone.wait()
    start = monotonic()
    for call in (browser.observe, browser.screenshot, browser.state):
        with pytest.raises(BrowserGoneError):
            await call()
    assert monotonic() - start < PATIENCE
    await browser.close()
    with pytest.raises(Error):
        await crashing


async def test_a_chromium_that_does_not_start(site: PageServer) -> None:
    browsers = PlaywrightBrowsers("/nowhere/chromium")
    with pytest.raises(BrowserGoneError):
        await open_page(browsers, site)
    await browsers.close()
