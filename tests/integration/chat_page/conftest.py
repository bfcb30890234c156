"""Chromium, and the chat page opened in it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Request, async_playwright

from tests.chat_stage import Stage, stage
from tests.chat_views import (
    WIDE,
    all_states,
    watched,
)
from tests.integration.chat_page.opened import Opened
from tests.live_peer import LivePeer
from tests.page_server import chromium_path


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        launched = await driver.chromium.launch(executable_path=chromium_path())
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="module")
async def wide(browser: Browser) -> AsyncIterator[Opened]:
    async with stage() as on:
        seen = await watched(browser, WIDE)
        asked: list[Request] = []
        seen.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 Playwright writes on it
        yield Opened(seen.page, seen.said, on, asked)
        await seen.page.context.close()
        seen.check()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage_of_all(browser: Browser) -> AsyncIterator[tuple[Stage, LivePeer]]:
    async with all_states(browser) as both:
        yield both
