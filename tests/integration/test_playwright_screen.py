"""What people see of a page in Chromium, and what their hands do to it."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing

import pytest
from playwright.async_api import Page
from pydantic import SecretStr

from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Fill, Slot
from errands.contracts.ids import SlotName
from errands.contracts.touch import KeyEvent, Keystroke, Mouse, MouseButton, MouseEvent, Typed
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, named
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

SECRETS = ("canary-7f3", "parrot-2x9")
STYLE = "<style>* { font: 20px monospace; caret-color: transparent; animation: none; }</style>"
ECHO = (
    STYLE
    + """<label>Password <input id=pw type=password></label><div id=host></div>
    <p id=echo></p><button onclick="show()">Go</button><script>
    const root = host.attachShadow({ mode: 'open' });
    function show() {
        echo.innerHTML = `You typed <b>${pw.value.slice(0, 3)}</b>${pw.value.slice(3)}`;
        root.innerHTML = `<i>${pw.value.toUpperCase()}</i>`; pw.value = ''; }</script>"""
)
TURNED = (
    STYLE
    + """<label>Password <input id=pw type=password></label>
    <button onclick="pw.type = 'text'">Show</button>"""
)
CODE = STYLE + "<label>Code <input id=pw autocomplete=one-time-code></label>"


def page_of(browser: PlaywrightBrowser) -> Page:
    return browser._tabs.current


async def picture(browser: PlaywrightBrowser) -> bytes:
    async with asyncio.timeout(60), aclosing(browser.screen.pictures()) as pictures:
        return await anext(pictures)


async def last_picture(
    browser: PlaywrightBrowser, meanwhile: Callable[[Page], Coroutine[None, None, None]]
) -> bytes:
    """Of a page on which something is done while it is watched."""
    async with asyncio.timeout(60), aclosing(browser.screen.pictures()) as pictures:
        found = await anext(pictures)
        await meanwhile(page_of(browser))
        try:
            while True:
                async with asyncio.timeout(5):
                    found = await anext(pictures)
        except TimeoutError:
            return found  # it stands still: what is covered isn't drawn again and again


async def type_secret(browser: PlaywrightBrowser, secret: str, name: str = "Password") -> None:
    field = named(await browser.observe(), name)
    action = Fill(element=field, value=Slot(name=SlotName("pin")))
    await browser.perform(action, SecretStr(secret))


async def test_words_are_seen(show: Open) -> None:
    """Without this the tests below could not fail."""
    pictures = [await picture(await show(f"{STYLE}<p>{word}</p>")) for word in SECRETS]
    assert pictures[0] != pictures[1]


async def test_a_secret_that_the_page_repeats_is_covered(show: Open) -> None:
    pictures = []
    for secret in SECRETS:
        browser = await show(ECHO)
        await type_secret(browser, secret)
        await click(browser, "Go")
        assert secret in await page_of(browser).inner_text("#echo")
        pictures.append(await picture(browser))
    assert pictures[0] == pictures[1]


async def repeats(page: Page) -> None:
    await page.evaluate("show()")


async def test_a_secret_that_comes_while_it_is_watched_is_covered(show: Open) -> None:
    pictures = []
    for secret in SECRETS:
        browser = await show(ECHO)
        await type_secret(browser, secret)

        pictures.append(await last_picture(browser, repeats))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("body", [TURNED, CODE])
async def test_a_secret_in_a_field_is_covered(show: Open, body: str) -> None:
    """One that the person types themselves, too: nobody knows it to be one but by its field."""
    pictures = []
    for secret in SECRETS:
        browser = await show(body)

        async def types(page: Page, secret: str = secret) -> None:
            await page.fill("#pw", secret)
            if body is TURNED:
                await page.click("button")
                assert await page.get_attribute("#pw", "type") == "text"
            await page.evaluate("document.activeElement.blur()")

        pictures.append(await last_picture(browser, types))
    assert pictures[0] == pictures[1]


async def test_a_field_that_was_turned_before_is_covered(show: Open) -> None:
    pictures = []
    for secret in SECRETS:
        browser = await show(TURNED)
        await type_secret(browser, secret)
        await click(browser, "Show")
        pictures.append(await picture(browser))
    assert pictures[0] == pictures[1]


async def test_a_secret_in_a_frame_of_another_process_is_covered(
    show: Open, other_site: PageServer
) -> None:
    other_site.put("/frame", CODE.replace("id=pw", "id=pw value=''"))
    address = f"http://localhost:{other_site.host.rpartition(':')[2]}/frame"
    pictures = []
    for secret in SECRETS:
        browser = await show(f"{STYLE}<iframe id=in src='{address}'></iframe>")

        async def types(page: Page, secret: str = secret) -> None:
            await page.frame_locator("#in").locator("#pw").fill(secret)
            await page.frame_locator("#in").locator("#pw").blur()

        pictures.append(await last_picture(browser, types))
    assert pictures[0] == pictures[1]


async def press(browser: PlaywrightBrowser, key: str, text: str = "", modifiers: int = 0) -> None:
    for event in KeyEvent:
        await browser.screen.touch(Keystroke(event=event, key=key, text=text, modifiers=modifiers))


async def click_at(
    browser: PlaywrightBrowser, selector: str, button: MouseButton = MouseButton.LEFT
) -> None:
    box = await page_of(browser).locator(selector).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for event in (MouseEvent.MOVE, MouseEvent.DOWN, MouseEvent.UP):
        await browser.screen.touch(Mouse(event=event, x=x, y=y, button=button))


FORM = """<form onsubmit="said.textContent = name_.value; return false"><input id=name_>
    <select id=list><option>One<option>Two</select></form><p id=said></p>
    <div style="height: 3000px"></div>"""


async def test_a_person_types_by_keys_and_otherwise(show: Open) -> None:
    browser = await show(FORM)
    page = page_of(browser)
    await click_at(browser, "#name_")
    await press(browser, "Z", "Z", modifiers=8)
    await press(browser, "o", "o")
    await press(browser, "ë", "ë")
    await browser.screen.touch(Typed(text=" Größe 😀"))
    await press(browser, "Backspace")
    assert await page.input_value("#name_") == "Zoë Größe "
    await press(browser, "Enter")
    assert await page.inner_text("#said") == "Zoë Größe"
    assert await browser.screen.refusals() == ()


async def test_a_list_is_turned_by_its_keys(show: Open) -> None:
    browser = await show(FORM)
    await click_at(browser, "#list")
    await press(browser, "ArrowDown")
    assert await page_of(browser).input_value("#list") == "Two"


async def test_a_wheel_scrolls(show: Open) -> None:
    browser = await show(FORM)
    await browser.screen.touch(Mouse(event=MouseEvent.WHEEL, x=200, y=200, dy=400))
    await page_of(browser).wait_for_function("scrollY > 0")


async def test_nothing_is_pasted_that_another_session_copied(show: Open) -> None:
    first = await show("<input id=a value='theirs'>")
    await page_of(first).focus("#a")
    await page_of(first).keyboard.press("Control+a")
    await page_of(first).keyboard.press("Control+c")
    second = await show("<input id=a>")
    await click_at(second, "#a")
    await press(second, "v", "v", modifiers=2)
    await press(second, "Insert", modifiers=8)
    await click_at(second, "#a", MouseButton.MIDDLE)
    assert await page_of(second).input_value("#a") == ""
    await page_of(second).keyboard.press("Control+v")
    assert await page_of(second).input_value("#a") == "theirs", "then this can't fail"


async def test_what_the_browser_refuses_is_told(show: Open, other_site: PageServer) -> None:
    address = other_site.put("/", "Other")
    browser = await show(
        f"""<a href="{address}">Away</a><button onclick="confirm('Sure?')">Ask</button>"""
    )
    await click_at(browser, "a")
    await click_at(browser, "button")
    told: tuple[str, ...] = ()
    async with asyncio.timeout(30):
        while len(told) < 2:
            told += await browser.screen.refusals()
            await asyncio.sleep(0.02)
    assert sorted(told) == [
        f"{other_site.host} isn't among the session's hosts.",
        'The page asked "Sure?"; no was answered.',
    ]
