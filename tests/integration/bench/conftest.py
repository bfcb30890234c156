"""One Chromium a module: the size of the benchmark's, or as it is served, beside the web tasks."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, async_playwright

from bench.webtasks.pages import Pages
from bench.webtasks.server import TaskServer
from errands.backends.playwright_browser import PlaywrightBrowsers
from tests.page_server import chromium_path

HTML = Path("var/webtasks/miniwob/html")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(
            executable_path=chromium_path(), args=["--disable-gpu", *sandbox]
        )
        yield await chromium.new_context(viewport={"width": 1280, "height": 900})
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browsers() -> AsyncIterator[PlaywrightBrowsers]:
    browsers = PlaywrightBrowsers(chromium_path(), patience=10)
    yield browsers
    await browsers.close()


@pytest.fixture(scope="module")
def task_server() -> Iterator[TaskServer]:
    if not HTML.is_dir():
        if os.environ.get("CI"):  # noqa: TID251 tests have no settings
            pytest.fail("the task pages are not installed")
        pytest.skip("the task pages are not installed: make bench-webtasks")
    with TaskServer(Pages(HTML)) as server:
        yield server
