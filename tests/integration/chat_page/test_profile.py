"""What is known of the person: shown, changed, refused while a turn runs."""

import pytest
from playwright.async_api import expect

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason, Turn
from tests.chat_stage import Stage
from tests.chat_views import sign_in
from tests.integration.chat_page.late import late
from tests.integration.chat_page.opened import Opened
from tests.unit.api.house import START, client_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SECRET = "canary-Zx81!pin"


async def ended_turn(on: Stage) -> Turn:
    """A session whose only turn is over, so that its profile may be changed."""
    turn = await on.open("one", "Hi")
    await on.house.start(turn)
    await on.end(turn, StopReason.SAID, "Hello.")
    return turn


async def secrets_of(on: Stage, turn: Turn) -> dict[str, str]:
    secrets = await on.house.ports.sessions.secrets(turn.session)
    return {str(name): one.get_secret_value() for name, one in secrets.items()}


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
    assert kept.profile.slots[SlotName("phone")] == "+31 20 555 0100"
    assert kept.profile.secrets == ("password", "pin_code")
    secrets = await on.house.ports.sessions.secrets(turn.session)
    assert secrets[SlotName("pin_code")].get_secret_value() == SECRET
    await page.locator("#slots-phone").fill("")
    await expect(page.locator("#profile-done")).to_be_empty()
    await page.keyboard.press("Enter")
    await expect(page.locator("#profile-done")).to_have_text("Saved.")
    assert (await on.house.ports.sessions.load(turn.session)).profile.slots[
        SlotName("phone")
    ] is None


async def test_what_is_typed_while_it_is_saved_stays(wide: Opened) -> None:
    page, on = wide.page, wide.on
    turn = await ended_turn(on)
    await sign_in(page, on.address, on.key, f"?session={turn.session}")
    await page.locator("[data-open=profile]").click()
    first, last = page.locator("#slots-first_name"), page.locator("#slots-last_name")
    secret = page.locator("#secrets-password")
    await first.fill("Noah")
    await last.fill("Berg")
    await secret.fill("one")
    saving = await late(page, "PATCH", "**/profile")
    await page.locator("#save-profile").click()
    await saving.done()
    await first.fill("Maya")
    await secret.fill("other")
    await page.locator("#secrets-more").fill("PIN code")
    await page.keyboard.press("Enter")
    await page.keyboard.type("canary")
    await page.keyboard.press("ArrowLeft")
    await saving.go()
    await page.keyboard.type("-")  # the focus is where it was
    await expect(page.locator("#secrets-pin_code")).to_have_value("canar-y")
    await expect(first).to_have_value("Maya")
    await expect(last).to_have_value("Berg")
    await expect(secret).to_have_value("other")
    await page.locator("#save-profile").click()
    await expect(secret).to_have_value("")
    kept = await on.house.ports.sessions.load(turn.session)
    assert list(kept.profile.slots.values())[:2] == ["Maya", "Berg"]
    assert await secrets_of(on, turn) == {"password": "other", "pin_code": "canar-y"}


async def test_a_secret_goes_as_it_was_typed_and_is_removed_again(wide: Opened) -> None:
    page, on = wide.page, wide.on
    turn = await ended_turn(on)
    await sign_in(page, on.address, on.key, f"?session={turn.session}")
    await page.locator("[data-open=profile]").click()
    await expect(page.locator("#profile-form")).to_contain_text("typed on shop.test alone")
    secret, done = page.locator("#secrets-password"), page.locator("#profile-done")
    await secret.fill(" pass word ")
    await page.keyboard.press("Enter")
    await expect(done).to_have_text("Saved.")
    assert await secrets_of(on, turn) == {"password": " pass word "}
    await secret.focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Keep password")).to_be_focused()
    await expect(secret).to_have_attribute("placeholder", "removed when you save")
    await expect(done).to_be_empty()
    await page.keyboard.press("Enter")  # after all not
    await expect(page.get_by_role("button", name="Remove password")).to_be_focused()
    await page.locator("#save-profile").click()
    await expect(done).to_have_text("Nothing was changed.")
    await page.get_by_role("button", name="Remove password").click()
    await page.locator("#save-profile").click()
    await expect(done).to_have_text("Saved.")
    await expect(secret).to_have_count(0)
    assert await secrets_of(on, turn) == {}


async def test_what_is_changed_elsewhere_is_seen_here(wide: Opened) -> None:
    page, on = wide.page, wide.on
    async with client_of(on.house.app, {"Authorization": f"Bearer {on.key}"}) as elsewhere:
        opened = (await elsewhere.post("/v1/sessions", json={"start_url": START})).json()["id"]
        await sign_in(page, on.address, on.key, f"?session={opened}")
        await page.locator("[data-open=profile]").click()
        await expect(page.locator("#slots-phone")).to_have_value("")
        body = {"slots": {"phone": "+31 20 555 0100"}}
        assert (await elsewhere.patch(f"/v1/sessions/{opened}/profile", json=body)).is_success
        await expect(page.locator("#slots-phone")).to_have_value("+31 20 555 0100")
