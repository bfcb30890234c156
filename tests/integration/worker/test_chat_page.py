"""The chat page with all that stands behind it: an API, a worker, Redis, a model over the wire."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import httpx
import pytest
from playwright.async_api import Page, async_playwright, expect

from errands.backends.redis_keys import RedisKeys
from errands.contracts.ids import TenantId
from services.api.auth import new_key
from tests.chat_views import WIDE, sign_in, watched
from tests.faults.proxy import HERE, Proxy
from tests.page_server import chromium_path
from tests.redis_process import free_port
from tests.worker_process import Bench, Processes, Script, Site, seen, until

pytestmark = [pytest.mark.redis, pytest.mark.browser]

ORDER: Final = """<!doctype html><meta charset=utf-8><title>Order</title><h1>Your order</h1>
<form method="post" action="/notes"><label>Name <input name="name"></label>
<p>Total: €24</p><button>{button}</button></form>"""
SECRET: Final = "canary-Zx81!pin"


@dataclass
class Desk:
    """The page on a way to the API that can be cut, and the key."""

    page: Page
    way: Proxy
    key: str
    processes: Processes

    async def start(self, message: str, url: str) -> None:
        await sign_in(self.page, f"http://{HERE}:{self.way.port}", self.key)
        await self.page.locator("#first-message").fill(message)
        await self.page.locator("#start-url").fill(url)
        await self.page.locator("#start-known summary").click()
        await self.page.locator("#start-secrets-more").fill("pin")
        await self.page.keyboard.press("Enter")
        await self.page.keyboard.type(SECRET)
        await self.page.keyboard.press("Enter")

    async def told(self) -> str:
        """Everything that the page holds."""
        return str(
            await self.page.evaluate(
                """document.documentElement.outerHTML + location.href +
                [...document.querySelectorAll("input, textarea")].map((one) => one.value)"""
            )
        )


@pytest.fixture
async def desk(errands_bench: Bench, processes: Processes) -> AsyncIterator[Desk]:
    key, text = new_key(TenantId("maya-inc"), created_at=time.time())
    await RedisKeys(errands_bench.redis).add(key)
    processes.allow_local_hosts = True
    port = free_port()
    processes.start("services.api", "--port", str(port))
    processes.worker()
    await until(lambda: _answers(port), 100)
    async with Proxy(port) as way, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path())
        opened = await watched(browser, WIDE)
        yield Desk(opened.page, way, text, processes)
        await browser.close()
        opened.check()


async def _answers(port: int) -> bool | None:
    async with httpx.AsyncClient() as client:
        try:
            answer = await client.get(f"http://{HERE}:{port}/readyz")
        except httpx.TransportError:
            return None
    return answer.is_success or None


async def test_an_order_is_asked_about_and_placed(desk: Desk, site: Site, script: Script) -> None:
    site.form, site.button, script.button = ORDER, "Place order", "Place order"
    page = desk.page
    await desk.start("Order it for Maya", site.url)
    card = page.locator(".approval")
    await expect(card.locator("h3")).to_have_text("May I press “Place order”?")
    await expect(card.locator("dd").first).to_have_text(f"127.0.0.1:{site.port}")
    await expect(card.locator(".amount")).to_have_text("€24")
    assert site.posts == []
    await card.get_by_role("button", name="Yes, press it").click()
    await expect(page.locator(".reply").last).to_have_text("Errands: It is saved.")
    assert site.posts == ["Maya"], desk.processes.log()
    await expect(page.locator(".person")).to_have_text(["You: Order it for Maya", "You: yes"])
    first, second = page.locator(".turn[class*=asked] .what"), page.locator(".turn.said .what")
    assert await first.all_text_contents() == [
        "Typed “Maya” into Name",
        "Wanted to press Place order",
    ]
    assert "Pressed Place order" in await second.all_text_contents()
    await expect(page.locator("#picture")).to_be_visible()
    assert SECRET not in await desk.told()


async def test_a_stream_that_breaks_goes_on_and_what_runs_is_stopped(
    desk: Desk, site: Site, script: Script
) -> None:
    script.hold_before = "click"
    page = desk.page
    await desk.start("Save a note for Maya", site.url)
    await seen(script.held, 100)
    await expect(page.locator(".step")).to_have_count(1)
    desk.way.cut()
    await expect(page.locator("#link")).to_have_text("Connection lost, trying again…")
    script.go.set()
    await expect(page.locator("#link")).to_have_text("Connected")
    await expect(page.locator(".reply")).to_have_text("Errands: It is saved.")
    await expect(page.locator(".step")).to_have_count(3)  # each once
    script.hold_before = "say"
    script.held.clear()
    script.go.clear()
    await page.locator("#message").fill("Look again")
    await page.keyboard.press("Enter")
    await seen(script.held, 100)
    await page.get_by_role("button", name="Stop").click()
    await expect(page.locator(".reply").last).to_have_text("Errands: Stopped, as you asked.")
    await expect(page.locator("#message")).to_be_focused()
    assert site.posts == ["Maya"]
