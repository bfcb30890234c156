"""An answer that comes after another session was opened, or after signing out, isn't for it."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from errands.contracts.ids import SessionId, SlotName
from errands.contracts.turn import StopReason
from tests.chat_stage import Stage
from tests.chat_views import sign_in
from tests.integration.chat_page.late import Late, late
from tests.integration.chat_page.opened import Opened
from tests.unit.api.house import START

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def two_sessions(page: Page, on: Stage) -> None:
    """The first one is open."""
    for name, message in (("one", "The first"), ("other", "The other")):
        turn = await on.open(name, message)
        await on.house.start(turn)
        await on.end(turn, StopReason.SAID, "Hello.")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".person")).to_have_text("You: The first")


async def open_other(page: Page, title: str = "The other") -> None:
    await page.locator(".session .open", has_text=title).click()
    await expect(page.locator(".person")).to_have_text(f"You: {title}")


async def files_of(on: Stage, name: str) -> list[str]:
    told = await on.api.get(f"/v1/sessions/{on.sessions[name]}/files")
    return [one["name"] for one in told.json()["files"]]


async def test_a_profile_is_saved_in_the_session_it_was_typed_in(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await two_sessions(page, on)
    await page.locator("[data-open=profile]").click()
    await page.locator("#slots-first_name").fill("Noah")
    saving = await late(page, "PATCH", "**/profile")
    await page.locator("#save-profile").click()
    await saving.done()
    await open_other(page)
    await page.locator("[data-open=profile]").click()
    await page.locator("#slots-first_name").fill("Olga")
    await saving.go()
    await expect(page.locator("#place")).to_have_text("The other")
    await expect(page.locator("#slots-first_name")).to_have_value("Olga")
    await expect(page.locator("#profile-done")).to_be_empty()
    await page.locator("#save-profile").click()
    await expect(page.locator("#profile-done")).to_have_text("Saved.")
    names = [
        (await on.house.ports.sessions.load(SessionId(on.sessions[name]))).profile.slots
        for name in ("one", "other")
    ]
    assert [slots[SlotName("first_name")] for slots in names] == ["Noah", "Olga"]


async def test_files_go_where_they_were_chosen(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await two_sessions(page, on)
    await page.locator("[data-open=files]").click()
    putting = await late(page, "PUT", "**/files/a.txt")
    await page.locator("#file").set_input_files(
        [FilePayload(name=name, mimeType="text/plain", buffer=b"x") for name in ("a.txt", "b.txt")]
    )
    await putting.done()
    await open_other(page)
    async with page.expect_event(
        "requestfinished", lambda request: request.url.endswith("/files/b.txt")
    ):
        await putting.go()
    assert await files_of(on, "one") == ["a.txt", "b.txt"]
    assert await files_of(on, "other") == []
    await expect(page.locator("#files-done")).to_be_empty()
    await expect(page.locator("#no-files")).to_be_visible()


async def say_and_leave(page: Page, on: Stage) -> Late:
    """Something in the first one; the other is open before the answer comes."""
    await two_sessions(page, on)
    sending = await late(page, "POST", "**/turns")
    await page.locator("#message").fill("Said in the first")
    await page.keyboard.press("Enter")
    await sending.done()
    await open_other(page)
    return sending


async def test_what_was_said_is_shown_where_it_was_said(wide: Opened) -> None:
    page = wide.page
    sending = await say_and_leave(page, wide.on)
    await page.locator("#message").fill("Begun in the other")
    await sending.go()
    await expect(page.locator(".person")).to_have_text("You: The other")
    await expect(page.locator("#message")).to_have_value("Begun in the other")
    await page.locator(".session .open", has_text="The first").click()
    await expect(page.locator(".person")).to_have_text(["You: The first", "You: Said in the first"])
    await expect(page.locator("#message")).to_have_value("")


async def test_who_comes_back_before_the_answer_finds_nothing_unsent(wide: Opened) -> None:
    page = wide.page
    sending = await say_and_leave(page, wide.on)
    await page.locator(".session .open", has_text="The first").click()
    await expect(page.locator(".person")).to_have_text(["You: The first", "You: Said in the first"])
    await sending.go()
    await expect(page.locator("#message")).to_have_value("")
    await expect(page.locator(".person")).to_have_text(["You: The first", "You: Said in the first"])


async def begin(page: Page) -> None:
    await page.get_by_role("button", name="New errand").click()
    await page.locator("#first-message").fill("A new one")
    await page.locator("#start-url").fill(START)
    await page.get_by_role("button", name="Start", exact=True).click()


async def test_who_signs_out_while_a_session_starts_is_out(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await two_sessions(page, on)
    starting = await late(page, "POST", "**/v1/sessions")
    await begin(page)
    await starting.done()
    await page.get_by_role("button", name="Sign out").click()
    await starting.go()
    await expect(page.locator("#key")).to_be_visible()
    assert "session=" not in page.url
    await page.get_by_label("API key").fill(on.key)
    await page.keyboard.press("Enter")
    await expect(page.locator("#start")).to_be_visible()
    await expect(page.locator("#start-trouble")).to_be_empty()


async def test_who_opens_another_while_a_session_starts_stays_there(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await two_sessions(page, on)
    starting = await late(page, "POST", "**/v1/sessions")
    await begin(page)
    await starting.done()
    await open_other(page)
    await starting.go()
    await expect(page.locator(".session b", has_text="A new one")).to_be_visible()
    await expect(page.locator(".person")).to_have_text("You: The other")
    await page.get_by_role("button", name="New errand").click()
    await expect(page.locator("#first-message")).to_have_value("")
