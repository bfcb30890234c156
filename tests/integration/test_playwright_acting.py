"""What comes of actions in real Chromium."""

import pytest

from errands.contracts.action import Back, Click, Goto, Key, Press, Select
from errands.contracts.step import EffectKind
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, fill, lines, named
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_leaving_a_page_that_objects(show: Open, site: PageServer) -> None:
    site.put("/next", "<h1>Next</h1>")
    browser = await show("""<a href=/next>Leave</a><input aria-label=Note>
    <script>onbeforeunload = (event) => event.preventDefault()</script>""")
    await fill(browser, "Note", "x")
    assert (await click(browser, "Leave")).kind is EffectKind.DIALOG
    assert lines(await browser.observe())[0] == 'link "Leave"'


async def test_a_button_renamed_meanwhile_is_stale(show: Open) -> None:
    browser = await show(
        "<button id=b>Next</button><button onclick=\"b.textContent='Pay'\">Go</button>"
    )
    seen = await browser.observe()
    await browser.perform(Click(element=named(seen, "Go")))
    assert (await browser.perform(Click(element=named(seen, "Next")))).kind is EffectKind.STALE


async def test_a_hidden_button_is_stale(show: Open) -> None:
    browser = await show('<button id=b>Next</button><button onclick="b.hidden = true">Go</button>')
    seen = await browser.observe()
    await browser.perform(Click(element=named(seen, "Go")))
    assert (await browser.perform(Click(element=named(seen, "Next")))).kind is EffectKind.STALE


async def test_a_covered_button_says_by_what(show: Open) -> None:
    browser = await show("""<button>Pay</button>
    <div style="position:absolute;inset:0;background:white">Please wait</div>""")
    effect = await click(browser, "Pay")
    assert str(effect) == "failed covered by Please wait"


async def test_a_select_that_navigates_has_changed_the_page(show: Open, site: PageServer) -> None:
    site.put("/sorted", "<h1>Sorted</h1>")
    browser = await show("""<select aria-label=Sort onchange="location='/sorted'">
    <option value="">Choose</option><option>Price</option></select>""")
    sort = named(await browser.observe(), "Sort")
    effect = await browser.perform(Select(element=sort, option="Price"))
    assert (effect.kind, effect.detail) == (EffectKind.PAGE_CHANGED, "Price")


async def test_native_fields_take_what_a_person_would_type(show: Open) -> None:
    browser = await show("""<input type=date aria-label=Day><input type=number aria-label=Count>
    <input aria-label=Mask onkeydown="if (!/[0-9]/.test(event.key)) event.preventDefault()"
    maxlength=4><textarea aria-label=Note></textarea>""")
    assert str(await fill(browser, "Day", "2031-12-24")) == 'ok ="2031-12-24"'
    assert (await fill(browser, "Day", "24.12.2031")).kind is EffectKind.FAILED
    assert (await fill(browser, "Count", "many")).kind is EffectKind.FAILED
    assert str(await fill(browser, "Note", "a b")) == 'ok ="a b"'
    assert str(await fill(browser, "Mask", "12345")) == 'ok ="1234"'


async def test_enter_goes_to_the_field_filled_last(show: Open, site: PageServer) -> None:
    site.put("/found", "<h1>Found</h1>")
    browser = await show("<form action=/found><input aria-label=Search name=q></form>")
    assert str(await fill(browser, "Search", "lamp")) == 'ok ="lamp"'
    assert (await browser.perform(Press(key=Key.ENTER))).kind is EffectKind.PAGE_CHANGED
    assert (await browser.observe()).url == f"http://{site.host}/found?q=lamp"


async def test_a_jump_within_the_page_changes_nothing(show: Open) -> None:
    browser = await show('<a href="#part">Part</a><p id=part>Here</p>')
    assert (await click(browser, "Part")).kind is EffectKind.NO_CHANGE


async def test_a_single_page_app_changes_its_page(show: Open) -> None:
    browser = await show("""<button onclick="history.pushState({}, '', '/two')">Two</button>""")
    assert (await click(browser, "Two")).kind is EffectKind.PAGE_CHANGED
    assert (await browser.perform(Back())).kind is EffectKind.PAGE_CHANGED


async def test_a_tab_that_closes_itself(show: Open, site: PageServer) -> None:
    site.put("/pop", "<button onclick=window.close()>Done</button>")
    browser = await show("<button onclick=\"window.open('/pop')\">Open</button>")
    await click(browser, "Open")
    assert (await click(browser, "Done")).kind is EffectKind.PAGE_CHANGED
    assert lines(await browser.observe()) == ['button "Open"']


async def test_an_address_that_fails_is_told(show: Open, site: PageServer) -> None:
    browser = await show("<p>Here</p>")
    effect = await browser.perform(Goto(url=f"http://{site.host}/nothing"))
    assert effect.kind in (EffectKind.PAGE_CHANGED, EffectKind.FAILED)


async def test_a_bar_that_sticks_does_not_take_the_click(show: Open) -> None:
    browser = await show("""<header style="position:fixed;top:0;height:120px;width:100%;z-index:1;
    background:white" onclick="document.title = 'bar'">Shop</header>
    <div style="height:3000px"></div>
    <button onclick="document.title = 'bought'">Buy</button><div style="height:3000px"></div>
    <script>scrollTo(0, 3010)</script>""")
    await click(browser, "Buy")
    assert (await browser.observe()).title == "bought"


@pytest.mark.parametrize("key", [Key.SPACE, Key.HOME, Key.END, Key.BACKSPACE, Key.DELETE])
async def test_every_key_is_known_to_the_page(show: Open, key: Key) -> None:
    browser = await show("<button onkeydown='document.title = event.code'>Go</button>")
    button = named(await browser.observe(), "Go")
    await browser.perform(Press(key=key, element=button))
    assert (await browser.observe()).title == key.value
