"""What is said and answered, and what isn't lost on the way."""

import json

import pytest
from playwright.async_api import Browser, Route, expect

from errands.contracts.ids import SessionId
from errands.contracts.turn import StopReason, Turn
from tests.chat_stage import PAY, Stage, stage
from tests.chat_views import (
    WIDE,
    sign_in,
    watched,
)
from tests.integration.chat_page.opened import Opened
from tests.unit.api.house import START, House
from tests.unit.client.worker import staffed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def play(house: House, turn: Turn) -> None:
    """Asks for a yes, then tells what was heard."""
    if turn.number == 1:
        await Stage(house, "", "", None).end(turn, StopReason.NEEDS_YES, "")  # type: ignore[arg-type]
    else:
        await house.say(turn, f"Heard: {turn.message}")


async def test_with_the_keyboard_alone(browser: Browser) -> None:
    house = House()
    async with stage(house, staffed(house, lambda turn: play(house, turn))) as on:
        seen = await watched(browser, WIDE)
        page = seen.page
        await page.goto(on.address)
        await expect(page.locator("#key")).to_be_focused()
        await page.keyboard.type(on.key)
        await page.keyboard.press("Enter")
        await expect(page.locator("#first-message")).to_be_focused()
        await page.keyboard.type("A hotel in Kyoto")
        await page.keyboard.press("Tab")
        await page.keyboard.type(START)
        for _ in range(3):
            await page.keyboard.press("Tab")
        await expect(page.get_by_role("button", name="Start", exact=True)).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator(".approval")).to_be_visible()
        await expect(page.locator("#message")).to_be_focused()
        await expect(page.locator("#announcer")).to_contain_text("It needs your yes or no")
        await page.keyboard.press("Shift+Tab")
        await expect(page.locator(".approval button").last).to_be_focused()
        await page.keyboard.press("n")
        await expect(page.locator(".reply").last).to_have_text("Errands: Heard: no")
        await expect(page.locator("#message")).to_be_focused()
        await expect(page.locator("#announcer")).to_contain_text("Heard: no")
        await page.keyboard.type("another")
        await page.keyboard.press("Enter")
        await expect(page.locator(".reply").last).to_have_text("Errands: Heard: another")
        await page.context.close()
        seen.check()


async def test_typing_yes_into_the_message_answers_no_card(wide: Opened) -> None:
    """Keys that answer it count on its buttons only."""
    page, on = wide.page, wide.on
    turn = await on.open("one", "Buy it")
    await on.end(turn, StopReason.NEEDS_YES, "")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".approval dd").first).to_have_text("shop.test")
    await expect(page.locator(".approval .amount")).to_have_text("€660")
    await expect(page.locator("#message")).to_be_focused()
    await page.keyboard.type("y")
    await page.locator(".approval dl").focus()
    await page.keyboard.press("y")
    assert len(await on.house.ports.turns.all(SessionId(on.sessions["one"]))) == 1
    changed = PAY.model_copy(update={"fingerprint": "e" * 64, "amounts": ("Total price: €990",)})
    await on.house.ask_for_yes(turn, changed)
    await page.get_by_role("button", name="Yes, press it").click()
    await expect(page.locator(".approval .amount")).to_have_text("€990")
    await expect(page.locator("#composer-trouble")).to_contain_text("Another effect waits")


async def test_nothing_typed_is_lost_and_nothing_is_said_twice(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await on.open("one", "Hi")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    message = page.locator("#message")
    await expect(message).to_be_focused()
    await page.route("**/turns", answer_is_lost, times=1)
    await message.fill("Book it")
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer-trouble")).to_contain_text("can't be reached")
    await expect(page.locator("#composer-trouble")).to_contain_text("Nothing that you typed")
    await expect(message).to_have_value("Book it")
    await page.reload()
    await expect(message).to_have_value("Book it")
    await expect(message).to_be_focused()
    await page.keyboard.press("Enter")  # the same turn
    await expect(message).to_have_value("")
    await page.route("**/turns", answer_is_lost, times=1)
    await message.fill("Book it now")
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer-trouble")).to_contain_text("can't be reached")
    await page.keyboard.press("Enter")
    await expect(message).to_have_value("")
    await expect(page.locator(".person")).to_have_text(
        ["You: Hi", "You: Book it", "You: Book it now"]
    )


async def test_what_interrupts_is_sent_again_as_it_was(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await on.work(await on.open("one", "The first"), 2)
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await page.route("**/turns", answer_is_lost, times=1)
    await page.locator("#message").fill("Rather this")
    await page.get_by_label("Instead of what runs").check()
    await page.locator("#message").press("Enter")
    await expect(page.locator("#composer-trouble")).to_contain_text("can't be reached")
    await page.reload()
    await expect(page.locator("#message")).to_have_value("Rather this")
    await expect(page.get_by_label("Instead of what runs")).not_to_be_checked()
    await page.locator("#message").press("Enter")
    await expect(page.locator("#message")).to_have_value("")
    await expect(page.locator(".person")).to_have_text(["You: The first", "You: Rather this"])


async def answer_is_lost(route: Route) -> None:
    """The server has it, and the page doesn't know."""
    await route.fetch()
    await route.abort()


async def test_what_runs_is_stopped_or_replaced(wide: Opened) -> None:
    page, on = wide.page, wide.on
    first = await on.open("one", "The first")
    await on.work(first, 2)
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    working = page.locator(".working:visible")
    await expect(working).to_have_text("Working on step 3…")
    await page.locator("#message").fill("Rather this")
    await page.get_by_label("Instead of what runs").check()
    await page.locator("#message").press("Enter")
    await expect(working).to_have_text(["Working on step 3…", "Waiting for its turn…"])
    said = [
        json.loads(one.post_data or "")
        for one in wide.asked
        if one.method == "POST" and one.url.endswith("/turns")
    ]
    assert said[-1] == {"message": "Rather this", "interrupt": True}
    await on.end(first, StopReason.CANCELLED, "Stopped, as you asked.")
    await expect(page.locator(".reply")).to_have_text("Errands: Stopped, as you asked.")
    await page.get_by_role("button", name="Stop").click()
    await expect(page.locator(".reply").last).to_have_text(
        "Errands: This was cancelled before I started."
    )
    await expect(page.locator("#stop")).to_be_hidden()
    await expect(page.locator("#message")).to_be_focused()
