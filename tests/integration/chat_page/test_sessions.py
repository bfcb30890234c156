"""Sessions: started, watched from a frame, closed; their files."""

import pytest
from playwright.async_api import Browser, expect

from services.api.ports import Rules
from tests.chat_stage import stage
from tests.chat_views import (
    conversation,
    sign_in,
)
from tests.integration.chat_page.opened import Opened
from tests.page_server import PageServer
from tests.unit.api.house import START, House

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_start_that_is_refused_says_where_and_keeps_all(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await sign_in(page, on.address, on.key)
    await page.locator("#first-message").fill("Look inside")
    await page.locator("#start-url").fill("http://inside.test/")
    await page.locator("#hosts").fill("no host/at all")
    start = page.get_by_role("button", name="Start", exact=True)
    await start.click()
    await expect(page.locator("#hosts-fault").first).to_be_visible()
    await expect(page.locator("#hosts")).to_be_focused()
    await page.locator("#hosts").fill("")
    await start.click()
    await expect(page.locator("#start-trouble")).to_contain_text("Private and local addresses")
    await expect(page.locator("#first-message")).to_have_value("Look inside")
    await page.locator("#start-url").fill("shop.test")
    await start.click()
    await expect(page.locator(".person")).to_have_text("You: Look inside")
    assert "session=ses_" in page.url
    await expect(page.locator(".session.current b")).to_have_text("Look inside")


async def test_files_go_in_and_out(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await on.open("one", "Hi")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await page.locator("[data-open=files]").click()
    await expect(page.locator("#no-files")).to_be_visible()
    content = {"name": "my cv (1).pdf", "mimeType": "application/pdf", "buffer": b"%PDF hers"}
    await page.locator("#file").set_input_files([content])  # type: ignore[list-item] # as asked
    await expect(page.locator("#files-done")).to_have_text("my cv (1).pdf is there as my_cv_1.pdf.")
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Download my_cv_1.pdf").click()
    download = await downloading.value
    assert download.suggested_filename == "my_cv_1.pdf"
    assert (await download.path()).read_bytes() == b"%PDF hers"
    await page.get_by_role("button", name="Remove my_cv_1.pdf").click()
    await expect(page.locator("#no-files")).to_be_visible()


async def test_sessions_are_opened_and_closed(wide: Opened) -> None:
    page, on = wide.page, wide.on
    await on.open("one", "The first")
    await on.open("other", "The other")
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".person")).to_have_text("You: The first")
    await conversation(page, on, "other")
    await page.locator(".session .open", has_text="The first").click()
    await expect(page.locator(".person")).to_have_text("You: The first")
    await page.go_back()
    await expect(page.locator(".person")).to_have_text("You: The other")
    await page.get_by_role("button", name="Close The other").click()
    await page.keyboard.press("Enter")  # on "Keep it"
    await expect(page.locator("#closing")).to_be_hidden()
    await page.get_by_role("button", name="Close The other").click()
    await page.get_by_role("button", name="Close it").click()
    await expect(page.locator("#closed-note")).to_be_visible()
    await expect(page.locator("#message")).to_be_hidden()
    await expect(page.locator(".reply")).to_have_text(
        "Errands: This was cancelled before I started."
    )
    await page.get_by_role("button", name="New errand").click()
    await expect(page.locator("#first-message")).to_be_focused()
    assert "session=" not in page.url


async def test_a_session_without_a_title_has_its_first_message_or_its_host(wide: Opened) -> None:
    page, on = wide.page, wide.on
    opened = (await on.api.post("/v1/sessions", json={"start_url": START})).json()["id"]
    on.sessions["bare"] = opened
    await on.say("bare", "Find me a table")
    await sign_in(page, on.address, on.key)
    row = page.locator(".session .open")
    await expect(row.get_by_text("shop.test")).to_have_count(1)
    await row.click()
    await expect(page.locator("#place")).to_have_text("Find me a table")
    await expect(row.locator("b")).to_have_text("Find me a table")
    await expect(row.get_by_text("shop.test")).to_have_count(1)


async def test_another_tenants_session_is_told_to_be_none(wide: Opened) -> None:
    page, on = wide.page, wide.on
    async with await on.house.caller("noah-ltd") as noah:
        theirs = (await noah.post("/v1/sessions", json={"start_url": START})).json()["id"]
    await sign_in(page, on.address, on.key, f"?session={theirs}")
    await expect(page.locator("#start-trouble")).to_have_text("There is no such session.")


async def test_a_product_frames_the_conversation_alone(browser: Browser) -> None:
    with PageServer().running() as product, PageServer().running() as stranger:
        house = House(rules=Rules(quiet_seconds=0.05, embed_origins=(f"http://{product.host}",)))
        async with stage(house) as on:
            await on.open("one", "Hi")
            source = f"{on.address}/?embed=1&session={on.sessions['one']}"
            body = f"""<iframe src="{source}" width=600 height=500></iframe><script>
              addEventListener("message", ({{ data, source }}) => data.type === "errands.ready" &&
                source.postMessage({{ type: "errands.open", key: "{on.key}" }}, "{on.address}"));
              </script>"""
            page = await browser.new_page()
            await page.goto(product.put("/", body))
            frame = page.frame_locator("iframe")
            await expect(frame.locator(".person")).to_have_text("You: Hi")
            await expect(frame.locator("#new")).to_be_hidden()
            await expect(frame.locator("#tabs")).to_be_hidden()
            await page.goto(stranger.put("/", body))
            await expect(frame.locator("body")).not_to_contain_text("Errands")
            await page.goto(product.put("/whole", body.replace("embed=1&", "")))
            await expect(frame.locator("body")).not_to_contain_text("Errands")
            await page.close()
