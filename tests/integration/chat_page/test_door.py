"""The key: asked for, kept, revoked."""

import json

import pytest
from playwright.async_api import Page, expect

from errands.contracts.ids import TenantId
from tests.chat_stage import Stage
from tests.chat_views import (
    conversation,
    sign_in,
)
from tests.integration.chat_page.opened import Opened
from tests.unit.api.house import START

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_key_is_asked_for_and_kept_out_of_addresses(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await sign_in_wrongly(page, on)
    await page.get_by_label("API key").fill(on.key)
    await page.keyboard.press("Enter")
    await expect(page.locator("#start")).to_be_visible()
    await on.open("one", "Hi")
    await conversation(page, on, "one")
    assert [one.url for one in wide.asked if on.key in one.url] == []
    assert on.key not in await page.content()
    assert await page.evaluate("JSON.stringify(localStorage)") == json.dumps(
        {"errands.sessions": json.dumps([on.sessions["one"]])}, separators=(",", ":")
    )
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.locator("#key")).to_be_focused()
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0


async def sign_in_wrongly(page: Page, on: Stage) -> None:
    await page.goto(on.address)
    await page.get_by_label("API key").fill(f"errands_{'0' * 12}_{'0' * 64}")
    await page.keyboard.press("Enter")
    await expect(page.locator("#door-trouble")).to_have_text("The API key isn't valid.")


async def test_a_key_stays_on_the_device_where_that_is_wished(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await page.goto(on.address)
    await page.get_by_label("API key").fill(on.key)
    await page.get_by_label("Stay signed in").check()
    await page.keyboard.press("Enter")
    await expect(page.locator("#start")).to_be_visible()
    other = await page.context.new_page()
    await other.goto(on.address)
    await expect(other.locator("#start")).to_be_visible()


async def test_a_key_that_is_revoked_leads_back_to_the_door(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await on.open("one", "Hi")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".person")).to_be_visible()
    await expect(page.locator("#take")).to_be_visible()  # the live view is there
    await page.locator("#message").fill("Not lost")
    for kept in await on.house.keys.all(TenantId("maya-inc")):
        await on.house.keys.revoke(kept.id)
    await expect(page.locator("#door-trouble")).to_have_text("The API key isn't valid.")
    assert "Not lost" in await page.evaluate("JSON.stringify(sessionStorage)")


async def test_who_signs_out_leaves_nothing_in_the_page(wide: Opened) -> None:
    page, on = wide.page, wide.on
    turn = await on.open("one", "A message that was sent")
    await sign_in(page, on.address, on.key, f"?session={turn.session}")
    await page.locator("#message").fill("A message that wasn't")
    await page.get_by_role("button", name="New errand").click()
    await page.locator("#first-message").fill("A wish")
    await page.locator("#start-url").fill(START)
    await page.locator("#start-known summary").click()
    await page.locator("#start-slots-phone").fill("+31 20 555 0100")
    await page.locator("#start-secrets-more").fill("PIN code")
    await page.keyboard.press("Enter")
    await page.keyboard.type("canary-Zx81!pin")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.locator("#key")).to_be_focused()
    typed = """[...document.querySelectorAll("input:not([type=checkbox]), textarea")]
        .map((field) => field.value).join("")"""
    assert await page.evaluate(typed) == ""
    await page.get_by_label("API key").fill(on.key)
    await page.keyboard.press("Enter")
    await expect(page.locator("#first-message")).to_have_value("")
    await expect(page.locator("#start-slots-phone")).to_have_value("")
    await expect(page.locator("#start-secrets-pin_code")).to_have_count(0)


async def test_a_door_that_leads_nowhere_speaks_of_nothing_typed(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await page.goto(on.address)
    await page.route("**/v1/sessions*", lambda route: route.abort(), times=1)
    await page.get_by_label("API key").fill(on.key)
    await page.keyboard.press("Enter")
    await expect(page.locator("#door-trouble")).to_have_text(
        "The server can't be reached. Try again in a moment."
    )
