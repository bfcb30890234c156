"""Pages, addresses, forms that lead on, and what no longer stands."""

import pytest

from errands.backends.memory_browser import MemoryBrowsers
from errands.contracts.action import Back, Click, Goto, Key, PageAction, Press, Select
from errands.contracts.errors import BrowserGoneError, HostBlockedError, UnreachableError
from errands.contracts.ids import ElementId
from errands.contracts.ports import Browser, Browsers
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from learning.demo_web import free_port
from tests.integration.playwright_words import fill, named
from tests.ports.browser.conftest import Visit
from tests.ports.browser.site import site_in_memory

pytestmark = pytest.mark.asyncio(loop_scope="module")


PAGES = (
    *("index", "rooms", "about", "attach", "controls", "lists", "dates", "menus", "events"),
    *("feed", "log"),
)


@pytest.mark.parametrize("page", PAGES)
async def test_both_see_the_same(visit: Visit, host: str, page: str) -> None:
    browser = await visit(page)
    expected = await MemoryBrowsers(site_in_memory(host)).open(
        f"http://{host}/{page}.html", HostPolicy(allowed=(host,)), None
    )
    assert await browser.observe() == await expected.observe()


async def test_a_page_at_rest_keeps_its_revision(browser: Browser) -> None:
    first = await browser.observe()
    assert await browser.observe() == first


async def test_fields_are_filled_and_read_back(browser: Browser) -> None:
    seen = await browser.observe()
    assert str(await fill(browser, "City", "Rome")) == 'ok ="Rome"'
    assert str(await fill(browser, "Arrival", "2031-04-05")) == 'ok ="2031-04-05"'
    assert str(await fill(browser, "City", "Nice")) == 'ok ="Nice"'
    now = await browser.observe()
    assert now.revision > seen.revision
    values = {e.name: e.value for e in now.elements if e.value}
    assert values == {"City": "Nice", "Arrival": "2031-04-05"}


async def test_a_password_stays_in_the_page(browser: Browser) -> None:
    assert str(await fill(browser, "PIN", "canary-4711")) == 'ok ="set"'
    assert "canary" not in (await browser.observe()).model_dump_json()


async def test_missing_fields_are_alerts(browser: Browser) -> None:
    seen = await browser.observe()
    await fill(browser, "City", "Rome")
    effect = await browser.perform(Click(element=named(seen, "Search")))
    assert effect.kind is EffectKind.OK
    now = await browser.observe()
    assert [e.name for e in now.elements if e.role == "alert"] == ["Enter Arrival", "Enter Guests"]
    assert [e.name for e in now.elements if e.invalid] == ["Arrival", "Guests"]


@pytest.mark.parametrize("by_key", [True, False])
async def test_a_complete_form_leads_on(browser: Browser, by_key: bool, host: str) -> None:  # noqa: FBT001
    seen = await browser.observe()
    city = named(seen, "City")
    await fill(browser, "Arrival", "2031-04-05")
    await browser.perform(Select(element=named(seen, "Guests"), option="1 guest"))
    await fill(browser, "City", "Rome")
    before = (await browser.observe()).revision
    submit: PageAction = Click(element=named(seen, "Search"))
    if by_key:
        submit = Press(key=Key.ENTER, element=city)
    assert (await browser.perform(submit)).kind is EffectKind.PAGE_CHANGED
    now = await browser.observe()
    assert now.url.startswith(f"http://{host}/rooms.html")
    assert (now.title, now.host, now.revision) == ("Rooms", host, before + 1)


async def test_list_items_are_numbered(browser: Browser, host: str) -> None:
    await browser.perform(Goto(url=f"http://{host}/rooms.html"))
    seen = await browser.observe()
    assert [(e.name, e.item) for e in seen.elements] == [
        ("Small room", 1),
        ("Book", 1),
        ("Large room", 2),
        ("Book", 2),
    ]
    book = next(e.id for e in seen.elements if (e.name, e.item) == ("Book", 2))
    assert (await browser.perform(Click(element=book))).kind is EffectKind.PAGE_CHANGED


async def test_back_returns(browser: Browser, host: str) -> None:
    about = named(await browser.observe(), "About")
    await browser.perform(Click(element=about))
    assert (await browser.observe()).title == "About"
    assert (await browser.perform(Back())).kind is EffectKind.PAGE_CHANGED
    assert (await browser.observe()).url == f"http://{host}/index.html"


async def test_there_is_no_way_back_from_the_first_page(browser: Browser, host: str) -> None:
    for _ in range(2):
        assert (await browser.perform(Back())).kind is EffectKind.NO_CHANGE
        assert (await browser.observe()).url == f"http://{host}/index.html"
    await browser.perform(Click(element=named(await browser.observe(), "About")))
    assert (await browser.perform(Back())).kind is EffectKind.PAGE_CHANGED


async def test_a_click_without_effect_is_told(browser: Browser) -> None:
    idle = named(await browser.observe(), "Idle")
    assert (await browser.perform(Click(element=idle))).kind is EffectKind.NO_CHANGE


async def test_a_control_that_has_gone_is_stale(browser: Browser) -> None:
    seen = await browser.observe()
    removal = await browser.perform(Click(element=named(seen, "Remove the offer")))
    assert removal.kind is EffectKind.OK
    offer = await browser.perform(Click(element=named(seen, "Offer")))
    assert offer.kind is EffectKind.STALE


async def test_a_number_of_the_page_before_is_stale(browser: Browser) -> None:
    seen = await browser.observe()
    await browser.perform(Click(element=named(seen, "About")))
    city = await browser.perform(Click(element=named(seen, "City")))
    assert city.kind is EffectKind.STALE


async def test_a_number_that_never_was_is_stale(browser: Browser) -> None:
    await browser.observe()
    assert (await browser.perform(Click(element=ElementId(99)))).kind is EffectKind.STALE


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://elsewhere.test/", "elsewhere.test"),
        ("file:///etc/passwd", "file:"),
        ("javascript:alert(1)", "javascript:"),
    ],
)
async def test_other_addresses_are_refused(browser: Browser, url: str, told: str) -> None:
    seen = await browser.observe()
    effect = await browser.perform(Goto(url=url))
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, told)
    assert await browser.observe() == seen


async def test_a_link_elsewhere_is_refused(browser: Browser) -> None:
    seen = await browser.observe()
    effect = await browser.perform(Click(element=named(seen, "Elsewhere")))
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, "elsewhere.test")
    assert (await browser.observe()).url == seen.url


async def test_the_start_is_refused_too(browsers: Browsers, hosts: HostPolicy) -> None:
    with pytest.raises(HostBlockedError):
        await browsers.open("http://elsewhere.test/", hosts, None)


async def test_a_start_where_nothing_answers_is_told(browsers: Browsers) -> None:
    silent = f"127.0.0.1:{free_port()}"
    hosts = HostPolicy(allowed=(silent,), allow_local=True)
    with pytest.raises(UnreachableError, match=silent):
        await browsers.open(f"http://{silent}/", hosts, None)


async def test_another_browser_goes_on_where_one_left(
    browsers: Browsers, browser: Browser, host: str, hosts: HostPolicy
) -> None:
    await browser.perform(Goto(url=f"http://{host}/about.html"))
    state = await browser.state()
    other = await browsers.open(f"http://{host}/index.html", hosts, state)
    assert (await other.observe()).title == "About"
    await other.close()


async def test_a_screenshot_is_a_png(browser: Browser) -> None:
    assert (await browser.screenshot()).startswith(b"\x89PNG\r\n\x1a\n")


async def test_a_closed_browser_is_gone(browser: Browser) -> None:
    await browser.close()
    with pytest.raises(BrowserGoneError):
        await browser.observe()
    with pytest.raises(BrowserGoneError):
        await browser.perform(Back())
    with pytest.raises(BrowserGoneError):
        await browser.screenshot()
