"""One Chromium a module, the size of the benchmark's."""

import os
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import BrowserContext, async_playwright

from tests.page_server import chromium_path


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(
            executable_path=chromium_path(), args=["--disable-gpu", *sandbox]
        )
        yield await chromium.new_context(viewport={"width": 1280, "height": 900})
        await chromium.close()
