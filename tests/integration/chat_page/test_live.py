"""The live browser: taken over, handed back, broken off."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.chat_stage import Stage
from tests.chat_views import (
    MIDDLE,
    Watched,
    conversation,
    taken,
    watched,
)
from tests.live_peer import HEIGHT, WIDTH, LivePeer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(loop_scope="module")
async def middle(browser: Browser) -> AsyncIterator[Watched]:
    """A window of its own, in which nothing may be complained of."""
    seen = await watched(browser, MIDDLE)
    yield seen
    await seen.page.context.close()
    seen.check()


async def test_a_take_over_that_is_refused_says_why(
    stage_of_all: tuple[Stage, LivePeer], middle: Watched
) -> None:
    on, peer = stage_of_all
    peer.holder, peer.refuses = "assistant", "A turn is running."
    page = middle.page
    await conversation(page, on, "runs")
    peer.sent.clear()
    await page.locator("#picture").click(position={"x": 5, "y": 5})  # not ours: goes nowhere
    await page.get_by_role("button", name="Take over").click()
    await expect(page.locator("#browser-trouble")).to_have_text(peer.refuses)
    await expect(page.locator("#hand-back")).to_be_hidden()
    assert peer.sent == [{"type": "take"}]
    peer.refuses = ""


async def test_the_live_browser_is_taken_over_and_handed_back(
    stage_of_all: tuple[Stage, LivePeer], middle: Watched
) -> None:
    on, peer = stage_of_all
    peer.holder = "assistant"
    page = middle.page
    await taken(page, on)
    await expect(page.locator("#held")).to_have_text("You have the browser. The assistant waits.")
    await expect(page.locator("#picture")).to_be_focused()
    peer.sent.clear()
    await touch(page)
    await expect(page.locator("#held")).to_have_text("The assistant has the browser.")
    await expect(page.get_by_role("button", name="Take over")).to_be_focused()
    clicks = [one for one in peer.sent if one.get("event") in ("down", "up") and "button" in one]
    assert [(one["event"], one["button"], one["clicks"]) for one in clicks] == [
        ("down", "left", 1),
        ("up", "left", 1),
    ]
    assert all(abs(as_int(one["x"]) - WIDTH / 4) <= 4 for one in clicks)
    assert all(abs(as_int(one["y"]) - HEIGHT / 2) <= 4 for one in clicks)
    down = [one for one in peer.sent if one["type"] == "key" and one["event"] == "down"]
    keys = [("a", "a"), ("B", "B"), ("Enter", "\r"), ("Escape", "")]
    assert [(one["key"], one["text"]) for one in down] == keys
    assert {"type": "text", "text": "maya@example.org"} in peer.sent
    assert {"type": "go", "action": "reload"} in peer.sent
    assert [one["dy"] for one in peer.sent if one.get("event") == "wheel"] == [120]
    assert peer.sent[-1] == {"type": "hand_back"}
    assert [url for url in peer.seen if on.key in url] == []


async def touch(page: Page) -> None:
    """A click, keys, a wheel, words, a reload; then Esc twice, of which the page gets one."""
    box = await page.locator("#picture").bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    await page.keyboard.type("aB")
    await page.keyboard.press("Enter")
    await page.mouse.wheel(0, 120)
    await page.locator("#typed").fill("maya@example.org")
    await page.keyboard.press("Enter")
    await expect(page.locator("#typed")).to_have_value("")
    await page.get_by_role("button", name="Reload").click()
    await page.locator("#picture").focus()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")


async def test_a_browser_that_is_not_open_is_said_to_be_so_once(
    stage_of_all: tuple[Stage, LivePeer], middle: Watched
) -> None:
    on, peer = stage_of_all
    peer.holder, peer.is_open = "nobody", False
    away = "The browser isn't open. It opens with the next message, or when you take over."
    await conversation(middle.page, on, "empty")
    await expect(middle.page.locator("#no-picture")).to_have_text(away)
    await expect(middle.page.locator("#held")).to_be_empty()
    await conversation(middle.page, on, "long")  # which has left a picture
    await expect(middle.page.locator("#still")).to_be_visible()
    await expect(middle.page.locator("#held")).to_have_text(away)
    await expect(middle.page.locator("#no-picture")).to_be_hidden()
    peer.is_open = True


async def test_what_alt_gr_types_is_typed(
    stage_of_all: tuple[Stage, LivePeer], middle: Watched
) -> None:
    """Windows tells AltGr as Ctrl and Alt; a Ctrl of its own stays one."""
    on, peer = stage_of_all
    peer.holder = "assistant"
    page = middle.page
    await taken(page, on)
    peer.sent.clear()
    await page.locator("#picture").evaluate(
        """(canvas) => {
          const alt = { ctrlKey: true, altKey: true, modifierAltGraph: true };
          for (const [key, held] of [["@", alt], ["v", alt], ["q", { ctrlKey: true }]])
            canvas.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...held }));
        }"""
    )
    await page.get_by_role("button", name="Hand it back").click()
    await expect(page.locator("#hand-back")).to_be_hidden()
    keys = [one for one in peer.sent if one["type"] == "key"]
    assert [(one["key"], one["text"], one["modifiers"]) for one in keys] == [
        ("@", "@", 0),
        ("v", "v", 0),
        ("q", "", 2),
    ]


def as_int(value: object) -> int:
    assert isinstance(value, int)
    return value


async def test_a_live_view_that_breaks_off_is_told_and_comes_back(
    stage_of_all: tuple[Stage, LivePeer], browser: Browser
) -> None:
    on, peer = stage_of_all
    peer.holder = "assistant"
    seen = await watched(browser, MIDDLE)
    await conversation(seen.page, on, "long")
    await expect(seen.page.locator("#picture")).to_be_visible()
    before = len(peer.seen)
    peer.cut.set()
    await expect(seen.page.locator("#still")).to_be_visible()
    await expect(seen.page.locator("#browser-note")).to_contain_text("broke off")
    await expect(seen.page.locator("#picture")).to_be_visible()
    assert len(peer.seen) == before + 1
    await seen.page.context.close()
