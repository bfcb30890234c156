"""One test a kind of control: it is read, used, and read back."""

import pytest

from errands.contracts.observation import Element
from errands.contracts.ports import Browser
from errands.contracts.step import EffectKind
from tests.integration.playwright_words import check, click, fill, lines
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def state(browser: Browser, name: str) -> Element:
    return next(e for e in (await browser.observe()).elements if e.name == name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Name", "Maya Lindt"),
        ("Note", "Late arrival, two bags"),
        ("Email", "maya@lindt.test"),
        ("Phone", "+39 06 5555 0101"),
        ("Rooms", "2"),
        ("Volume", "7"),
        ("Price", "23"),
        ("Letter", "Dear Maya"),
    ],
    ids=["text", "area", "email", "phone", "number", "slider", "ARIA slider", "editor"],
)
async def test_a_field_holds_what_is_filled_in(visit: Visit, name: str, text: str) -> None:
    browser = await visit("controls")
    assert str(await fill(browser, name, text)) == f'ok ="{text}"'
    assert (await state(browser, name)).value == text


@pytest.mark.parametrize(
    ("name", "text"), [("Rooms", "many"), ("Volume", "11"), ("Volume", "loud"), ("Price", "x")]
)
async def test_a_field_for_numbers_takes_numbers_in_its_bounds(
    visit: Visit, name: str, text: str
) -> None:
    browser = await visit("controls")
    before = (await state(browser, name)).value
    assert (await fill(browser, name, text)).kind is EffectKind.FAILED
    assert (await state(browser, name)).value == before


@pytest.mark.parametrize("name", ["Parking", "Dark"], ids=["checkbox", "switch"])
async def test_a_box_is_set_and_never_toggled(visit: Visit, name: str) -> None:
    browser = await visit("controls")
    for on, told in ((True, "on"), (True, "on"), (False, "off"), (False, "off")):
        assert (await check(browser, name, on=on)).detail == told
        assert (await state(browser, name)).checked is on


async def test_a_click_turns_a_box_over(visit: Visit) -> None:
    browser = await visit("controls")
    assert (await click(browser, "Parking")).kind is EffectKind.OK
    assert (await state(browser, "Parking")).checked is True
    await click(browser, "Parking")
    assert (await state(browser, "Parking")).checked is False


async def test_of_radio_buttons_one_is_on(visit: Visit) -> None:
    browser = await visit("controls")
    for name, other in (("Ship it", "Collect it"), ("Collect it", "Ship it")):
        assert (await check(browser, name)).detail == "on"
        assert (await state(browser, name)).checked is True
        assert (await state(browser, other)).checked is False
    assert (await check(browser, "Collect it", on=False)).kind is EffectKind.FAILED


async def test_a_disabled_button_is_not_pressed(visit: Visit) -> None:
    browser = await visit("controls")
    assert str(await click(browser, "Closed")) == "failed disabled"


async def test_a_tab_shows_its_panel(visit: Visit) -> None:
    browser = await visit("menus")
    assert 'paragraph "Rooms from 80"' in lines(await browser.observe())
    assert (await click(browser, "Rules")).kind is EffectKind.OK
    seen = await browser.observe()
    assert 'paragraph "No pets"' in lines(seen)
    assert 'paragraph "Rooms from 80"' not in lines(seen)
    assert [e.checked for e in seen.elements if e.role == "tab"] == [False, True]


async def test_a_menu_is_opened_by_a_click_even_where_hovering_opens_it(visit: Visit) -> None:
    browser = await visit("menus")
    assert 'link "Lamps"' not in lines(await browser.observe())
    assert (await click(browser, "Products")).kind is EffectKind.OK
    assert 'link "Lamps"' in lines(await browser.observe())
    assert (await click(browser, "Lamps")).kind is EffectKind.PAGE_CHANGED
