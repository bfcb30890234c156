"""What is known of the person: shown, changed, refused while a turn runs."""

import pytest
from playwright.async_api import expect

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from tests.chat_views import sign_in
from tests.integration.chat_page.opened import Opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SECRET = "canary-Zx81!pin"


async def test_what_is_known_is_changed_between_two_turns(wide: Opened) -> None:
    page, on = wide.page, wide.on
    turn = await on.open("one", "Hi")
    await sign_in(page, on.address, on.key, f"?session={turn.session}")
    await page.locator("[data-open=profile]").click()
    await page.locator("#slots-phone").fill("+31 20 555 0100")
    await page.locator("#secrets-more").fill("PIN code")
    await page.keyboard.press("Enter")
    await page.keyboard.type(SECRET)
    await page.locator("#save-profile").click()
    await expect(page.locator("#profile-trouble")).to_contain_text("A turn waits or runs")
    await expect(page.locator("#slots-phone")).to_have_value("+31 20 555 0100")  # not lost
    await on.house.start(turn)
    await on.end(turn, StopReason.SAID, "Hello.")
    await page.locator("#save-profile").click()
    await expect(page.locator("#profile-done")).to_have_text("Saved.")
    await expect(page.locator("#profile-trouble")).to_be_empty()
    secret = page.locator("#secrets-pin_code")
    await expect(secret).to_have_attribute("placeholder", "set; type to replace it")
    await expect(secret).to_have_value("")
    kept = await on.house.ports.sessions.load(turn.session)
    assert kept.profile.slots["phone"] == "+31 20 555 0100"
    assert kept.profile.secrets == ("password", "pin_code")
    secrets = await on.house.ports.sessions.secrets(turn.session)
    assert secrets[SlotName("pin_code")].get_secret_value() == SECRET
    await page.locator("#slots-phone").fill("")
    await expect(page.locator("#profile-done")).to_be_empty()
    await page.keyboard.press("Enter")
    await expect(page.locator("#profile-done")).to_have_text("Saved.")
    assert (await on.house.ports.sessions.load(turn.session)).profile.slots["phone"] is None
