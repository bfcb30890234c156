"""What moves with a tab from one Chromium context to another, and what doesn't."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.browser_state import BrowserState
from errands.contracts.session import HostPolicy
from tests.integration.conftest import Open
from tests.integration.playwright_words import check, click, fill, has_tabs, left, lines, select
from tests.page_server import PageServer
from tests.worker_process import until

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

Move = Callable[[PlaywrightBrowser], Awaitable[PlaywrightBrowser]]

APP = """<main id=app></main><script>
  // Draws itself anew from what it knows, as applications of one page do; the address is a view.
  const state = JSON.parse(sessionStorage.getItem("cart") ?? '{"items": 0}');
  let city = "";
  const app = document.getElementById("app");
  const draw = () => {
    const view = location.hash || "#search";
    app.innerHTML = view === "#search"
      ? `<form><label>City <input name=city></label><button>Find</button></form>
         <p>${state.items} in cart</p><button id=add>Add</button>`
      : `<p>Rooms in ${city}, ${state.items} in cart</p>`;
    const field = app.querySelector("[name=city]");
    if (field) { field.value = city; field.oninput = () => { city = field.value; }; }
    const form = app.querySelector("form");
    if (form) form.onsubmit = (e) => { e.preventDefault(); location.hash = "#rooms"; };
    const add = app.querySelector("#add");
    if (add) add.onclick = () => {
      state.items += 1;
      sessionStorage.setItem("cart", JSON.stringify(state));
      draw();
    };
  };
  addEventListener("hashchange", draw);
  draw();
</script>"""

NOTES = """<ul id=notes></ul><button id=add>Add</button><script>
  const opening = indexedDB.open("notes", 1);
  opening.onupgradeneeded = () =>
    opening.result.createObjectStore("notes", { autoIncrement: true });
  const list = () => {
    opening.result.transaction("notes").objectStore("notes").getAll().onsuccess = (e) => {
      const items = e.target.result.map((note) => `<li>${note}</li>`);
      document.getElementById("notes").innerHTML = items.join("");
    };
  };
  opening.onsuccess = list;
  document.getElementById("add").onclick = () => {
    const change = opening.result.transaction("notes", "readwrite");
    change.objectStore("notes").add("Buy milk");
    change.oncomplete = list;
  };
</script>"""

SETTINGS = """<label><input type=checkbox id=news> Newsletter</label>
<label>Language <select id=language><option>English<option>Italian</select></label>
<script>
  for (const field of document.querySelectorAll("input, select")) {
    field.onchange = () => fetch("/save", { method: "POST", body: field.id });
  }
</script>"""

COUNTRIES = """<form><label>Country <select name=country>
<option value="">?<option>Italy<option>France</select></label><span id=more></span>
<button>Go</button></form><script>
  document.querySelector("[name=country]").onchange = (e) => {
    document.getElementById("more").innerHTML = e.target.value
      ? `<label>Region in ${e.target.value} <input name=region></label>` : "";
  };
</script>"""


DRAWN = """<form><div role=listbox aria-label=Payment>
<div role=option aria-selected=true>Card</div><div role=option aria-selected=false>Invoice</div>
</div><div role=switch aria-checked=false tabindex=0>Gift</div><button>Pay later</button></form>
<script>
  document.querySelectorAll("[role=option]").forEach((option, _, all) => {
    option.onclick = () => all.forEach((one) => one.setAttribute("aria-selected", one === option));
  });
  const gift = document.querySelector("[role=switch]");
  gift.onclick = () => {
    gift.setAttribute("aria-checked", gift.getAttribute("aria-checked") !== "true");
  };
</script>"""


@pytest_asyncio.fixture(loop_scope="module")
async def move(chromium: PlaywrightBrowsers, site: PageServer) -> Move:
    async def to_another(browser: PlaywrightBrowser) -> PlaywrightBrowser:
        kept = await left(browser)
        hosts = HostPolicy(allowed=(site.host,), allow_local=True)
        return await chromium.open(f"http://{site.host}/", hosts, kept)

    return to_another


async def texts(browser: PlaywrightBrowser) -> list[str]:
    return lines(await browser.observe())


async def test_an_application_of_one_page_goes_on(show: Open, move: Move) -> None:
    browser = await show(APP)
    await click(browser, "Add")
    await click(browser, "Add")
    await fill(browser, "City", "Rome")
    other = await move(browser)
    assert 'text "City" ="Rome"' in await texts(other)
    assert 'paragraph "2 in cart"' in await texts(other)
    await click(other, "Find")
    assert 'paragraph "Rooms in Rome, 2 in cart"' in await texts(other)
    await other.close()


async def test_session_storage_is_the_pages_own_again(show: Open, move: Move) -> None:
    """It is planted for the first document alone: what a page empties stays empty."""
    browser = await show(APP)
    await click(browser, "Add")
    other = await move(browser)
    page = other._tabs.current
    await page.evaluate("sessionStorage.clear()")
    await page.reload()
    assert 'paragraph "0 in cart"' in await texts(other)
    await other.close()


async def test_databases_are_carried(show: Open, move: Move) -> None:
    browser = await show(NOTES)
    await click(browser, "Add")
    assert 'paragraph "Buy milk"' in await texts(browser)
    other = await move(browser)
    assert 'paragraph "Buy milk"' in await texts(other)
    await other.close()


async def test_a_field_that_another_one_brings_is_filled_too(show: Open, move: Move) -> None:
    browser = await show(COUNTRIES)
    await select(browser, "Country", "Italy")
    await fill(browser, "Region in Italy", "Liguria")
    other = await move(browser)
    assert 'text "Region in Italy" ="Liguria"' in await texts(other)
    await other.close()


async def test_what_is_only_drawn_is_chosen_again(show: Open, move: Move) -> None:
    browser = await show(DRAWN)
    await click(browser, "Invoice")
    await check(browser, "Gift")
    before = await browser.observe()
    other = await move(browser)
    assert (await other.observe()).elements == before.elements
    await other.close()


async def test_what_acts_when_it_is_ticked_is_not_ticked_again(
    show: Open, move: Move, site: PageServer
) -> None:
    """The site's own word counts: had it kept the change, its page would show it."""
    site.put("/save", "")
    browser = await show(SETTINGS)
    await check(browser, "Newsletter")
    await select(browser, "Language", "Italian")
    assert site.sent == ["news", "language"]
    other = await move(browser)
    assert site.sent == ["news", "language"]
    assert 'select "Language" ="English"' in await texts(other)
    await other.close()


async def test_scroll_and_focus_are_where_they_were(show: Open, move: Move) -> None:
    browser = await show("<div style='height:4000px'>.</div><input aria-label=Last>")
    await fill(browser, "Last", "x")
    page = browser._tabs.current
    await page.evaluate("document.querySelector('input').focus(); scrollTo(0, 1500)")
    other = await move(browser)
    page = other._tabs.current
    assert await page.evaluate("[scrollY, document.activeElement.tagName]") == [1500, "INPUT"]
    await other.close()


async def test_fields_of_frames_are_carried(show: Open, move: Move, site: PageServer) -> None:
    site.put("/inner", "<form><label>Name <input name=n></label><button>Go</button></form>")
    browser = await show("<iframe src=/inner width=400 height=200></iframe>")
    await fill(browser, "Name", "Zoë")
    other = await move(browser)
    assert 'text "Name" ="Zoë"' in await texts(other)
    await other.close()


async def test_a_password_that_is_shown_stays_behind(show: Open) -> None:
    browser = await show(
        "<input type=password aria-label=PIN><button onclick=\"this.previousSibling.type='text'\">"
        "Show</button>"
    )
    await fill(browser, "PIN", "canary-8861")
    await click(browser, "Show")
    assert "canary" not in (await browser.state()).model_dump_json()


async def test_a_tab_that_may_not_be_opened_any_more_is_left_out(
    show: Open, chromium: PlaywrightBrowsers, site: PageServer, other_site: PageServer
) -> None:
    """One tab less is no reason to end an errand."""
    site.put("/more", "<p>More</p>")
    browser = await show("<a href=/more target=_blank>More</a>")
    await click(browser, "More")
    state = await browser.state()
    elsewhere = BrowserState.at(other_site.put("/", "<p>Elsewhere</p>")).tabs
    kept = state.model_copy(update={"tabs": (*elsewhere, *state.tabs), "current": 3})
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    other = await chromium.open(f"http://{site.host}/", hosts, kept)
    seen = await other.observe()
    assert (seen.tab, seen.tabs, seen.url) == (2, 2, f"http://{site.host}/more")
    assert other_site.asked == []
    await other.close()


async def test_a_frame_without_storage_leaves_the_pages_own(
    show: Open, move: Move, site: PageServer
) -> None:
    """A sandboxed frame is at an address of the page's own site, and isn't of it."""
    site.put("/inner", "<p>Inner</p><input>")
    browser = await show(f"<iframe sandbox=allow-scripts src=/inner></iframe>{APP}")
    await click(browser, "Add")
    other = await move(browser)
    assert 'paragraph "1 in cart"' in await texts(other)
    await other.close()


HOSTILE = {
    "half a character": "sessionStorage.setItem('a', '\\ud83c'); document.title = '\\ud83c';",
    "numbers that are none": "Object.defineProperty(window, 'scrollX', { value: 'x' });",
    "entries of its own": "Object.entries = () => [[{}, 1, 2], null];",
    "no arrays": "Array.prototype.map = Array.prototype.filter = () => { throw 'no'; };",
    "a reader of its own": "window[Symbol.for('errands.reader')].describe = () => { throw 1; };",
    "a database without a name": "indexedDB.open('');",
    "much of all": "for (let n = 0; n < 30; n++) sessionStorage.setItem(n, 'x'.repeat(1e5));",
}


@pytest.mark.parametrize("script", HOSTILE.values(), ids=HOSTILE.keys())
async def test_whatever_a_page_says_the_session_goes_on(
    show: Open, move: Move, site: PageServer, script: str
) -> None:
    browser = await show("<p>Here</p><input aria-label=Name>")
    page = browser._tabs.current
    await page.evaluate(f"() => {{ {script} }}")
    state = await browser.state()
    assert state.url == f"http://{site.host}/"
    assert len(state.model_dump_json()) < 3_000_000
    other = await move(browser)
    assert 'paragraph "Here"' in await texts(other)
    await other.close()


AUTO_POST = """<form method=post action=/save>
<label>Sort <select name=sort onchange="form.submit()"><option>Price<option>Stars</select></label>
<label>City <input name=city></label>
<button>Go</button></form><script>
  document.querySelector("[name=city]").oninput = (e) => {
    fetch("/save", { method: "POST", body: e.target.value });
  };
</script>"""


async def test_nothing_is_sent_while_fields_are_put_back(
    show: Open, move: Move, site: PageServer
) -> None:
    site.put("/save", "<p>Saved</p>")
    browser = await show(AUTO_POST)
    page = browser._tabs.current
    await page.evaluate("document.querySelector('select').selectedIndex = 1")
    await page.evaluate("document.querySelector('input').value = 'Rome'")
    other = await move(browser)
    assert 'text "City" ="Rome"' in await texts(other)
    assert site.sent == []
    await other.close()


async def test_a_page_that_opens_another_does_not_multiply(
    show: Open, move: Move, site: PageServer
) -> None:
    site.put("/ad", "<p>Ad</p>")
    browser = await show("<p>Here</p><script>open('/ad')</script>")
    await until(lambda: has_tabs(browser, 2))
    other = await move(await move(browser))
    assert (await other.observe()).tabs == 2
    await other.close()
