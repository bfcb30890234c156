"""The labelling page in a real browser, on the API with stores in memory."""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from zlib import compress, crc32

import pytest
import uvicorn
from playwright.async_api import Page, async_playwright, expect

from errands.agent.prompt import render
from errands.backends.memory_model import ScriptedModel
from errands.contracts.action import Click, Fill, Text
from errands.contracts.ids import ElementId, LabelerName
from errands.contracts.label import Label, StepLabel, StepVerdict
from errands.contracts.observation import Role
from errands.contracts.recording import Picture, Recording
from errands.contracts.step import Effect, EffectKind
from services.api.app import create_app
from services.api.auth import new_labeler_key
from tests.page_server import chromium_path
from tests.unit.agent.pages import control, met, section, seen, user, words
from tests.unit.api.house import House
from tests.unit.labels.made import a_recording
from tests.unit.labels.test_shown import PROFILE

pytestmark = pytest.mark.browser

PAGE = seen(
    section(
        control(1, Role.TEXT_FIELD, "City", value="Lisbon"),
        control(2, Role.DATE_FIELD, "Check-in"),
        control(3, Role.DATE_FIELD, "Check-out"),
        control(4, Role.SELECT, "Guests", options=("1 guest", "2 guests", "3 guests")),
        control(5, Role.BUTTON, "Search", submits=True),
    ),
    section(
        words("Save 20% <img src=x onerror=alert(1)> on <b>long</b> stays"),
        *(control(n, Role.LINK, f"Offer {n}") for n in range(6, 30)),
        name="Offers",
    ),
)
CHAT = ("a hotel in Lisbon from 12 to 15 May, two people", "the cheapest one")
PROMPT = render(PROFILE, user(*CHAT), met(PAGE, history=('click "Hotels" -> page changed',)))
FILL = Fill(element=ElementId(2), value=Text(text="12 May"))
UNDO = Effect(kind=EffectKind.NO_CHANGE)


def steps() -> list[Recording]:
    """The second is the one that is asked about first."""
    fill = {"action": FILL, "output": 'fill 2 "12 May"', "prompt": PROMPT}
    done = f'{PROMPT}fill 2 "12 May" -> ok ="2027-05-12"\n'
    click = {"action": Click(element=ElementId(5)), "output": "click 5", "prompt": done}
    return [
        a_recording(1).model_copy(update=fill),
        a_recording(2, effect=EffectKind.NO_CHANGE).model_copy(update=click),
    ]


@asynccontextmanager
async def opened(house: House, *, dark: bool = False, screenshot: str = "") -> AsyncIterator[Page]:
    """The page with a labeler's key typed in; nothing may be said in its console."""
    key, text = new_labeler_key(LabelerName("anna"))
    await house.keys.add(key)
    first, second = steps()
    await house.recordings.append(first)
    await house.recordings.append(second.model_copy(update={"screenshot": screenshot}))
    async with served(house) as address, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path())
        scheme = "dark" if dark else "light"
        page = await browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 800})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        await page.goto(f"{address}/label")
        await page.get_by_label("Your labeler's key").fill(text)
        await page.keyboard.press("Enter")
        await expect(page.locator("#desk")).to_be_visible()
        yield page
        await browser.close()
        # Chromium says itself where an answer is a problem, as it should be.
        assert [text for text in said if not text.startswith("Failed to load resource")] == []


@asynccontextmanager
async def served(house: House) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = create_app(house.ports)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await running


@pytest.fixture
def house() -> House:
    return House()


def verdicts(house: House) -> list[tuple[int, StepVerdict]]:
    return [(one.number, one.verdict) for one in steps_of(house.labels.kept)]


def steps_of(labels: list[Label]) -> list[StepLabel]:
    return [label for label in labels if isinstance(label, StepLabel)]


async def test_a_sitting_with_the_keyboard_alone(house: House) -> None:
    async with opened(house) as page:
        proposal, target = page.locator("#words"), page.locator("#outline .target")
        await expect(proposal).to_have_text('click "Search"')
        await expect(target).to_have_text('"Search" [5]')
        await expect(page.locator("#done li")).to_have_text(['fill 2 "12 May" -> ok ="2027-05-12"'])
        await expect(page.locator("#turn li.now")).to_have_text('2. click "Search" → no change')
        await page.keyboard.press("2")
        await expect(page.locator("[data-outcome=missed]")).to_have_class("chosen")
        await page.keyboard.press("r")
        await expect(proposal).to_have_text('fill "Check-in" "12 May"')
        await expect(target).to_have_text('"Check-in" [2]')
        await page.keyboard.press("k")
        await expect(page.locator("[data-do=reject]")).to_have_class("chosen")
        await page.keyboard.press("e")
        await expect(page.locator("#written")).to_have_value("click 5")
        await page.keyboard.press("Control+a")
        await page.keyboard.type('fill 3 "15 May"')
        await page.keyboard.press("Enter")
        await expect(proposal).to_have_text('fill "Check-in" "12 May"')
        await page.keyboard.press("a")
        await expect(page.locator("#empty")).to_be_visible()
    assert verdicts(house) == [
        (2, StepVerdict.REJECT),
        (2, StepVerdict.ACT),
        (1, StepVerdict.ACCEPT),
    ]
    assert all(0 < label.seconds < 120 for label in steps_of(house.labels.kept))
    (first, *_) = house.labels.kept
    assert first.kind == "trajectory"


async def test_what_could_not_be_done_is_said_and_stays_in_the_field(house: House) -> None:
    async with opened(house) as page:
        await page.get_by_text('"Offer 9" [9]').last.click()
        await expect(page.locator("#written")).to_have_value("click 9")
        await page.locator("#written").fill('fill 9 "a"')
        await page.keyboard.press("Enter")
        await expect(page.locator("#trouble")).to_have_text("A link can't be used like that.")
        await expect(page.locator("#written")).to_have_value('fill 9 "a"')
        await page.keyboard.press("Escape")
        await expect(page.locator("#write")).to_be_hidden()
    assert verdicts(house) == []


async def test_a_hint_is_answered_by_the_model_and_its_answer_is_judged(house: House) -> None:
    house.ports = replace(house.ports, model=ScriptedModel(['fill 3 "15 May"']))
    async with opened(house) as page:
        await page.keyboard.press("h")
        await page.keyboard.type("the other date first")
        await page.keyboard.press("Enter")
        await expect(page.locator("#whose")).to_have_text("The model now says")
        await expect(page.locator("#words")).to_have_text('fill "Check-out" "15 May"')
        await expect(page.locator("#outline .target")).to_have_text('"Check-out" [3]')
        await page.keyboard.press("a")
        await expect(page.locator("#words")).to_have_text('fill "Check-in" "12 May"')
    hint, act = steps_of(house.labels.kept)
    assert (hint.verdict, hint.hint) == (StepVerdict.HINT, "the other date first")
    assert act.action == Fill(element=ElementId(3), value=Text(text="15 May"))


async def test_the_page_is_seen_as_it_looked(house: House) -> None:
    picture = Picture(session="ses_1", turn="trn_1", number=2, png=a_png())
    name = await house.pictures.put(picture)
    async with opened(house, screenshot=name) as page:
        image = page.locator("#screenshot")
        await expect(image).to_be_visible()
        await expect(page.locator("#no-picture")).to_be_hidden()
        await expect(image).to_have_js_property("naturalWidth", 2)
        await page.keyboard.press("j")
        await expect(image).to_be_hidden()
        await expect(page.locator("#no-picture")).to_be_visible()


async def test_what_a_page_said_is_shown_as_words(house: House) -> None:
    async with opened(house) as page:
        await expect(page.locator("#outline")).to_contain_text("Save 20% (img src=x onerror")
        assert await page.locator("#outline img, #outline b").count() == 0


async def test_help_and_report(house: House) -> None:
    async with opened(house) as page:
        await page.keyboard.press("a")
        await expect(page.locator("#words")).to_have_text('fill "Check-in" "12 May"')
        await page.keyboard.press("?")
        await expect(page.locator("#help")).to_be_visible()
        await page.keyboard.press("a")  # not a verdict while help is open
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Report").click()
        await expect(page.locator("#labelers tr")).to_contain_text(["anna101"])
    assert verdicts(house) == [(2, StepVerdict.ACCEPT)]


async def test_a_wrong_key_is_told(house: House) -> None:
    async with opened(house) as page:
        await page.evaluate("sessionStorage.clear()")
        await page.reload()
        await page.get_by_label("Your labeler's key").fill("errands_wrong")
        await page.keyboard.press("Enter")
        await expect(page.locator("#door-trouble")).to_have_text("The API key isn't valid.")


@pytest.mark.parametrize("dark", [False, True])
async def test_words_can_be_read_on_their_ground(house: House, *, dark: bool) -> None:
    """Contrast of WCAG AA: 4.5 to 1."""
    async with opened(house, dark=dark) as page:
        await expect(page.locator("#outline .target")).to_be_visible()
        pairs = json.loads(
            await page.evaluate("""() => JSON.stringify(
              [...document.querySelectorAll("header *, main *, footer *")]
                .filter((el) => el.checkVisibility() && el.innerText?.trim() && !el.children.length)
                .map((el) => {
                  let under = el;
                  while (getComputedStyle(under).backgroundColor === "rgba(0, 0, 0, 0)")
                    under = under.parentElement;
                  return [getComputedStyle(el).color, getComputedStyle(under).backgroundColor];
                }))""")
        )
    assert len(pairs) > 30
    ratios = [contrast(*map(channels, pair)) for pair in pairs]
    assert min(ratios) >= 4.5
    ground = min(luminance(channels(under)) for _, under in pairs)
    assert (ground < 0.2) == dark


def a_png() -> bytes:
    """Two pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0)
    rows = compress(b"\x00\x20\xe0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def channels(colour: str) -> list[float]:
    return [float(part) / 255 for part in colour[4:-1].split(",")]


def luminance(colour: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
