"""The chat page in a real browser, on the API with stores in memory."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Request, Route, async_playwright, expect

from errands.contracts.ids import SessionId, TenantId
from errands.contracts.step import Effect, EffectKind
from errands.contracts.turn import StopReason, Turn
from services.api.ports import Rules
from tests.chat_stage import PAY, Stage, stage
from tests.chat_views import (
    MIDDLE,
    PHONE,
    VIEWS,
    WIDE,
    Watched,
    all_states,
    conversation,
    sign_in,
    taken,
    watched,
)
from tests.live_peer import HEIGHT, WIDTH, LivePeer
from tests.page_server import PageServer, chromium_path
from tests.unit.api.house import START, House, a_step
from tests.unit.client.worker import staffed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SECRET: Final = "canary-Zx81!pin"
MARKUP: Final = '<img src=x onerror="document.title = 1"><b>bold</b>'


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as driver:
        launched = await driver.chromium.launch(executable_path=chromium_path())
        yield launched
        await launched.close()


@dataclass
class Opened(Watched):
    """The page on a stage of its own, and the requests it has made."""

    on: Stage
    asked: list[Request]


@pytest_asyncio.fixture(loop_scope="module")
async def wide(browser: Browser) -> AsyncIterator[Opened]:
    async with stage() as on:
        seen = await watched(browser, WIDE)
        asked: list[Request] = []
        seen.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 Playwright writes on it
        yield Opened(seen.page, seen.said, on, asked)
        await seen.page.context.close()
        seen.check()


async def overflow(page: Page) -> list[str]:
    """What makes the page wider than the window, if it is."""
    return list(
        await page.evaluate(
            """() => {
              const most = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= most) return [];
              return [...document.querySelectorAll("*")]
                .filter((one) => one.getBoundingClientRect().right > most)
                .map((one) => `${one.tagName}#${one.id}.${one.className}`);
            }"""
        )
    )


async def complaints(page: Page) -> list[str]:
    """What axe finds: rules, and where they are broken."""
    found = await Axe().run(page)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("name", VIEWS)
async def test_a_view_can_be_used_by_all(
    stage_of_all: tuple[Stage, LivePeer], browser: Browser, name: str
) -> None:
    on, peer = stage_of_all
    for size in (WIDE, PHONE):
        peer.holder = "assistant"
        seen = await watched(browser, size)
        await VIEWS[name](seen.page, on)
        assert await complaints(seen.page) == []
        assert await overflow(seen.page) == []
        if size is PHONE:
            assert await seen.page.locator("#desk > section:visible").count() <= 1
        light = await ground(seen.page)
        await seen.page.emulate_media(color_scheme="dark")
        assert await ground(seen.page) < 0.2 < light
        if size is WIDE:
            assert await complaints(seen.page) == []
        await seen.page.context.close()
        seen.check()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage_of_all(browser: Browser) -> AsyncIterator[tuple[Stage, LivePeer]]:
    async with all_states(browser) as both:
        yield both


async def ground(page: Page) -> float:
    """How bright the page's ground is, of 1."""
    colour = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(float(part) for part in colour[4:-1].split(",")) / 765


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
    await page.locator("#message").fill("Not lost")
    for kept in await on.house.keys.all(TenantId("maya-inc")):
        await on.house.keys.revoke(kept.id)
    await expect(page.locator("#door-trouble")).to_have_text("The API key isn't valid.")
    assert "Not lost" in await page.evaluate("JSON.stringify(sessionStorage)")


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


async def answer_is_lost(route: Route) -> None:
    """The server has it, and the page doesn't know."""
    await route.fetch()
    await route.abort()


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
            "effect": Effect(kind=EffectKind.DIALOG, detail=MARKUP),
            "url": f"https://{MARKUP}",
        }
    )
    await on.house.start(turn)
    await on.tell_step(step)
    await on.end(turn, StopReason.SAID, MARKUP)
    await sign_in(page, on.address, on.key, f"?session={on.sessions['one']}")
    await expect(page.locator(".reply")).to_have_text(f"Errands: {MARKUP}")
    assert await page.locator("#turns img, #turns .what img, #turns .reply b").count() == 0
    assert await page.title() != "1"


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


async def test_another_tenants_session_is_told_to_be_none(wide: Opened) -> None:
    page, on = wide.page, wide.on
    async with await on.house.caller("noah-ltd") as noah:
        theirs = (await noah.post("/v1/sessions", json={"start_url": START})).json()["id"]
    await sign_in(page, on.address, on.key, f"?session={theirs}")
    await expect(page.locator("#start-trouble")).to_have_text("There is no such session.")


async def test_a_take_over_that_is_refused_says_why(
    stage_of_all: tuple[Stage, LivePeer], browser: Browser
) -> None:
    on, peer = stage_of_all
    peer.holder, peer.refuses = "assistant", "A turn is running."
    seen = await watched(browser, MIDDLE)
    page = seen.page
    await conversation(page, on, "runs")
    peer.sent.clear()
    await page.locator("#picture").click(position={"x": 5, "y": 5})  # not ours: goes nowhere
    await page.get_by_role("button", name="Take over").click()
    await expect(page.locator("#browser-trouble")).to_have_text(peer.refuses)
    await expect(page.locator("#hand-back")).to_be_hidden()
    assert peer.sent == [{"type": "take"}]
    peer.refuses = ""
    await page.context.close()
    seen.check()


async def test_the_live_browser_is_taken_over_and_handed_back(
    stage_of_all: tuple[Stage, LivePeer], browser: Browser
) -> None:
    on, peer = stage_of_all
    peer.holder = "assistant"
    seen = await watched(browser, MIDDLE)
    page = seen.page
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
    await page.context.close()
    seen.check()


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
