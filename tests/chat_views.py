"""Every view of the chat page. `python -m tests.chat_views FOLDER` takes their pictures.

Names of sizes and of views after the folder are all that is looked at then.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from errands.backends.memory import ManualClock
from tests.chat_stage import Stage, fill, stage
from tests.live_peer import LivePeer
from tests.page_server import chromium_path
from tests.unit.api.house import House

WIDE: Final[ViewportSize] = {"width": 1440, "height": 900}
MIDDLE: Final[ViewportSize] = {"width": 1024, "height": 768}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
ROOM: Final = """<!doctype html><title>Rooms</title>
<style>body { font: 18px sans-serif; margin: 2rem } li { margin: 1rem 0 }</style>
<h1>Rooms in Kyoto</h1><ul><li>Cobalt Bellflower Rooms, €660<li>Amber Quince Inn, €720</ul>
<button>Reserve</button>"""
"""What the browser beside the conversation shows."""

PATIENCE_MS: Final = 100_000
"""A machine may have other work; the test's own bound comes after it."""

Scheme = Literal["light", "dark"]
Show = Callable[[Page, Stage], Awaitable[None]]


@dataclass
class Watched:
    """A page with the key typed in, and all that its console has said."""

    page: Page
    said: list[str]

    def check(self) -> None:
        """Chromium says itself where an answer is a problem, as it should be."""
        odd = [text for text in self.said if not text.startswith("Failed to load resource")]
        assert odd == [], odd


async def watched(browser: Browser, size: ViewportSize, scheme: Scheme = "light") -> Watched:
    context = await browser.new_context(
        color_scheme=scheme,
        viewport=size,
        reduced_motion="reduce",
        has_touch=size["width"] < 500,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return Watched(page, said)


async def sign_in(page: Page, address: str, key: str, query: str = "") -> None:
    await page.goto(f"{address}/{query}")
    await page.get_by_label("API key").fill(key)
    await page.keyboard.press("Enter")
    await expect(page.locator("#desk")).to_be_visible()


async def signed_in(page: Page, on: Stage) -> None:
    """Once; after that the tab has the key."""
    if page.url == "about:blank":
        await sign_in(page, on.address, on.key)


async def conversation(page: Page, on: Stage, name: str) -> None:
    await signed_in(page, on)
    await page.goto(f"{on.address}/?session={on.sessions[name]}")
    await expect(page.locator("#link")).to_have_attribute("data-state", "open")
    await expect(page.locator(".person, #no-turns:not([hidden])").first).to_be_visible()


def _conversation(name: str) -> Show:
    async def show(page: Page, on: Stage) -> None:
        await conversation(page, on, name)

    return show


async def door(page: Page, on: Stage) -> None:
    await page.goto(on.address)
    await page.get_by_label("API key").fill("errands_wrong")
    await page.keyboard.press("Enter")
    await expect(page.locator("#door-trouble")).not_to_be_empty()


async def start(page: Page, on: Stage) -> None:
    await signed_in(page, on)
    await page.goto(on.address)
    await expect(page.locator("#start")).to_be_visible()
    await page.locator("#start-known summary").click()
    await page.locator("#start-url").fill("inside.test")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator("#first-message-fault")).to_be_visible()


async def refused(page: Page, on: Stage) -> None:
    await signed_in(page, on)
    await page.goto(on.address)
    await page.locator("#first-message").fill("Look inside")
    await page.locator("#start-url").fill("http://inside.test/")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator("#start-trouble")).not_to_be_empty()


async def steps(page: Page, on: Stage) -> None:
    await conversation(page, on, "long")
    await page.locator(".steps summary").last.click()
    await expect(page.locator(".step").last).to_be_visible()


async def asks(page: Page, on: Stage) -> None:
    await conversation(page, on, "asks")
    await expect(page.locator(".approval")).to_be_visible()


def _side(name: str) -> Show:
    async def show(page: Page, on: Stage) -> None:
        await conversation(page, on, "long")
        button = page.locator(f"#tabs [data-open={name}]")
        if await button.is_visible():
            await button.click()
        await expect(page.locator(f"#{name}")).to_be_visible()

    return show


async def closing(page: Page, on: Stage) -> None:
    await _side("sessions")(page, on)
    await page.locator(".session .x").first.click()
    await expect(page.locator("#closing")).to_be_visible()


async def live(page: Page, on: Stage) -> None:
    await conversation(page, on, "runs")
    await page.locator("#tabs [data-open=browser]").click()
    await expect(page.locator("#picture")).to_be_visible()


async def taken(page: Page, on: Stage) -> None:
    await live(page, on)
    await page.get_by_role("button", name="Take over").click()
    await expect(page.locator("#hand-back")).to_be_visible()


async def embedded(page: Page, on: Stage) -> None:
    await signed_in(page, on)
    await page.goto(f"{on.address}/?embed=1&session={on.sessions['asks']}")
    await expect(page.locator(".approval")).to_be_visible()


VIEWS: Final[dict[str, Show]] = {
    "door": door,
    "start": start,
    "refused": refused,
    "long": _conversation("long"),
    "steps": steps,
    "asks": asks,
    "runs": _conversation("runs"),
    "failed": _conversation("failed"),
    "closed": _conversation("closed"),
    "empty": _conversation("empty"),
    "profile": _side("profile"),
    "files": _side("files"),
    "sessions": _side("sessions"),
    "closing": closing,
    "live": live,
    "taken": taken,
    "embedded": embedded,
}


async def room(browser: Browser) -> tuple[bytes, bytes]:
    """A page as a frame of the live view (JPEG), and as a screenshot (PNG)."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    await page.set_content(ROOM)
    frame = await page.screenshot(type="jpeg", quality=70)
    png = await page.screenshot()
    await page.close()
    return frame, png


@asynccontextmanager
async def all_states(browser: Browser) -> AsyncIterator[tuple[Stage, LivePeer]]:
    frame, png = await room(browser)
    house = House(clock=ManualClock(time.time()))
    peer = LivePeer(frame)
    async with stage(house, peer.app(house)) as on:
        await fill(on, png)
        yield on, peer


SIZES: Final = {"wide": WIDE, "middle": MIDDLE, "phone": PHONE}


async def _take_pictures(folder: Path, sizes: list[str], names: list[str]) -> None:
    schemes: tuple[Scheme, ...] = ("light", "dark")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path())
        async with all_states(browser) as (on, peer):
            for size in sizes or SIZES:
                for scheme in schemes:
                    for name in names or VIEWS:
                        peer.holder = "assistant"
                        seen = await watched(browser, SIZES[size], scheme)
                        await VIEWS[name](seen.page, on)
                        path = folder / f"{name}-{size}-{scheme}.png"
                        await seen.page.screenshot(path=path)
                        await seen.page.context.close()
                        seen.check()
        await browser.close()


def _chosen(words: list[str]) -> tuple[list[str], list[str]]:
    return [word for word in words if word in SIZES], [word for word in words if word in VIEWS]


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(_take_pictures(Path(sys.argv[1]), *_chosen(sys.argv[2:])))
