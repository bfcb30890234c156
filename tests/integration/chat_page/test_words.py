"""Secrets never come out, and words stay words."""

from typing import Final

import pytest
from playwright.async_api import expect

from errands.contracts.ids import SessionId
from errands.contracts.step import Effect, EffectKind
from errands.contracts.turn import StopReason
from tests.chat_views import (
    sign_in,
)
from tests.integration.chat_page.opened import Opened
from tests.unit.api.house import START, a_step

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SECRET: Final = " canary-Zx81!pin "  # a blank is part of it
MARKUP: Final = '<img src=x onerror="document.title = 1"><b>bold</b>'


async def test_secrets_go_in_and_never_come_out(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await sign_in(page, on.address, on.key)
    await page.locator("#first-message").fill("Log in for me")
    await page.locator("#start-url").fill(START)
    await page.locator("#start-known summary").click()
    await page.locator("#start-slots-first_name").fill("Maya")
    await page.locator("#start-secrets-more").fill("PIN code")
    await page.keyboard.press("Enter")
    await page.keyboard.type(SECRET)
    await page.keyboard.press("Enter")
    await expect(page.locator(".person")).to_have_text("You: Log in for me")
    await page.locator("[data-open=profile]").click()
    await expect(page.locator("#secrets-pin_code")).to_have_attribute(
        "placeholder", "set; type to replace it"
    )
    await expect(page.locator("#slots-first_name")).to_have_value("Maya")
    await expect(page.locator("#slots-email")).to_have_attribute("placeholder", "not known")
    kept = await page.evaluate(
        """JSON.stringify([document.documentElement.outerHTML, location.href,
        [...document.querySelectorAll("input, textarea")].map((field) => field.value),
        localStorage, sessionStorage])"""
    )
    assert SECRET not in kept
    session = SessionId(page.url.partition("session=")[2])
    secrets = await on.house.ports.sessions.secrets(session)
    assert [one.get_secret_value() for one in secrets.values()] == [SECRET]


async def test_what_a_page_or_a_model_says_is_shown_as_words(wide: Opened) -> None:
    page, on = wide.page, wide.on
    turn = await on.open("one", MARKUP)
    step = a_step(turn, 1).model_copy(
        update={
            "line": f'say "{MARKUP}"',
            "thought": MARKUP,
            "effect": Effect(kind=EffectKind.DIALOG, detail=MARKUP),
            "url": f"https://{MARKUP}",
        }
    )
    await on.house.start(turn)
    await on.tell_step(step)
    await on.end(turn, StopReason.SAID, MARKUP)
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".reply")).to_have_text(f"Errands: {MARKUP}")
    await page.locator(".steps summary").click()
    await expect(page.locator(".step .thought")).to_have_text(MARKUP)
    assert await page.locator("#turns img, #turns :is(.what, .thought) b, .reply b").count() == 0
    assert await page.title() != "1"
