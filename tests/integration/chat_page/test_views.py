"""Every view: what axe says of it, on a phone, in the dark."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.chat_stage import Stage
from tests.chat_views import (
    PHONE,
    VIEWS,
    WIDE,
    watched,
)
from tests.live_peer import LivePeer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def overflow(page: Page) -> list[str]:
    """What makes the page wider than the window, if it is."""
    return list(
        await page.evaluate(
            """() => {
              const most = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= most) return [];
              return [...document.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > most)
                .map((one) => `${one.tagName}#${one.id}.${one.className}`);
            }"""
        )
    )


async def complaints(page: Page) -> list[str]:
    """What axe finds: rules, and where they are broken."""
    found = await Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", VIEWS)
async def test_a_view_can_be_used_by_all(
    stage_of_all: tuple[Stage, LivePeer], browser: Browser, name: str
) -> None:
    on, peer = stage_of_all
    for size in (WIDE, PHONE):
        peer.holder = "assistant"
        seen = await watched(browser, size)
        await VIEWS[name](seen.page, on)
        assert await complaints(seen.page) == []
        assert await overflow(seen.page) == []
        if size is PHONE:
            assert await seen.page.locator("#desk > section:visible").count() <= 1
        light = await ground(seen.page)
        await seen.page.emulate_media(color_scheme="dark")
        assert await ground(seen.page) < 0.2 < light
        if size is WIDE:
            assert await complaints(seen.page) == []
        await seen.page.context.close()
        seen.check()


async def ground(page: Page) -> float:
    """How bright the page's ground is, of 1."""
    colour = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(float(part) for part in colour[4:-1].split(",")) / 765
