"""What a picture of a page doesn't show."""

import pytest
from pydantic import SecretStr

from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Fill, Slot
from errands.contracts.ids import SlotName
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, named

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CANARY = "canary-7f3"


async def type_secret(browser: PlaywrightBrowser, name: str) -> None:
    field = named(await browser.observe(), name)
    action = Fill(element=field, value=Slot(name=SlotName("pin")))
    await browser.perform(action, SecretStr(CANARY))


async def masked(browser: PlaywrightBrowser) -> list[str]:
    """What lies under the masks, in the words of the page."""
    script = "els => els.map((el) => el.id)"
    found = [
        await mask.evaluate_all(script) for mask in await browser._masks.over(browser._tabs.current)
    ]
    return sorted({one for some in found for one in some})


async def test_a_password_that_is_shown_is_masked(show: Open) -> None:
    browser = await show("""<label>Password <input id=pw type=password></label><input id=city>
    <button onclick="pw.type = 'text'">Show</button>""")
    await type_secret(browser, "Password")
    await click(browser, "Show")
    assert CANARY not in (await browser.observe()).model_dump_json()
    assert await masked(browser) == ["pw"]
    assert await browser.screenshot()


async def test_words_that_repeat_a_secret_are_masked(show: Open) -> None:
    browser = await show("""<label>Password <input id=pw type=password></label>
    <p id=echo></p><p id=other>Fine</p>
    <button onclick="echo.textContent = 'You typed ' + pw.value">Go</button>""")
    await type_secret(browser, "Password")
    await click(browser, "Go")
    assert await masked(browser) == ["echo", "pw"]


async def test_card_fields_are_masked(show: Open) -> None:
    browser = await show("<label>Number <input id=cc autocomplete='billing cc-number'></label>")
    await type_secret(browser, "Number")
    assert await masked(browser) == ["cc"]
