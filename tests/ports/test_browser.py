"""What every `Browser` does: the twin in memory and real Chromium, over the same site."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from errands.backends.memory import MemoryFiles
from errands.backends.memory_browser import MemoryBrowsers
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.action import (
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    PageAction,
    Press,
    Select,
    Tab,
    Text,
    Upload,
)
from errands.contracts.errors import BrowserGoneError, HostBlockedError
from errands.contracts.ids import ElementId, SessionId
from errands.contracts.observation import Observation
from errands.contracts.ports import Browser, Browsers
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from tests.page_server import PageServer, chromium_path
from tests.ports.browser_site import serve_files, site_in_memory

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with PageServer().running() as server:
        serve_files(server)
        yield server.host


@pytest_asyncio.fixture(
    loop_scope="module",
    scope="module",
    params=["memory", pytest.param("chromium", marks=pytest.mark.browser)],
)
async def browsers(request: pytest.FixtureRequest, host: str) -> AsyncIterator[Browsers]:
    if request.param == "memory":
        yield MemoryBrowsers(site_in_memory(host))
        return
    real = PlaywrightBrowsers(chromium_path(), patience=10)
    yield real
    await real.close()


@pytest.fixture
def hosts(host: str) -> HostPolicy:
    return HostPolicy(allowed=(host,), allow_local=True)


@pytest_asyncio.fixture(loop_scope="module")
async def browser(browsers: Browsers, host: str, hosts: HostPolicy) -> AsyncIterator[Browser]:
    opened = await browsers.open(f"http://{host}/index.html", hosts, None)
    yield opened
    await opened.close()


def number(seen: Observation, name: str, item: int = 0) -> ElementId:
    return next(e.id for e in seen.elements if e.id and e.name == name and e.item == item)


async def fill(browser: Browser, element: ElementId, text: str) -> str:
    action = Fill(element=element, value=Text(text=text))
    return str(await browser.perform(action, SecretStr(text)))


async def test_both_see_the_same(browser: Browser, host: str) -> None:
    expected = await MemoryBrowsers(site_in_memory(host)).open(
        f"http://{host}/index.html", HostPolicy(allowed=(host,)), None
    )
    assert await browser.observe() == await expected.observe()


async def test_a_page_at_rest_keeps_its_revision(browser: Browser) -> None:
    first = await browser.observe()
    assert await browser.observe() == first


async def test_fields_are_filled_and_read_back(browser: Browser) -> None:
    seen = await browser.observe()
    assert await fill(browser, number(seen, "City"), "Rome") == 'ok ="Rome"'
    assert await fill(browser, number(seen, "Arrival"), "2031-04-05") == 'ok ="2031-04-05"'
    assert await fill(browser, number(seen, "City"), "Nice") == 'ok ="Nice"'
    now = await browser.observe()
    assert now.revision == seen.revision + 1
    values = {e.name: e.value for e in now.elements if e.value}
    assert values == {"City": "Nice", "Arrival": "2031-04-05"}


async def test_a_password_stays_in_the_page(browser: Browser) -> None:
    seen = await browser.observe()
    assert await fill(browser, number(seen, "PIN"), "4711") == 'ok ="set"'
    assert "4711" not in (await browser.observe()).model_dump_json()


async def test_an_option_is_selected_by_its_words(browser: Browser) -> None:
    guests = number(await browser.observe(), "Guests")
    selected = await browser.perform(Select(element=guests, option="2 Guests"))
    assert str(selected) == 'ok ="2 guests"'
    seen = (await browser.observe()).element(guests)
    assert seen is not None
    assert seen.value == "2 guests"


async def test_no_such_option_returns_the_nearest(browser: Browser) -> None:
    guests = number(await browser.observe(), "Guests")
    effect = await browser.perform(Select(element=guests, option="2 persons"))
    assert effect.kind is EffectKind.NO_MATCH
    assert "2 guests" in effect.detail


async def test_check_sets_and_never_toggles(browser: Browser) -> None:
    box = number(await browser.observe(), "Breakfast")
    for on, expected in ((True, "on"), (True, "on"), (False, "off")):
        assert (await browser.perform(Check(element=box, on=on))).detail == expected
        seen = (await browser.observe()).element(box)
        assert seen is not None
        assert seen.checked is on


async def test_missing_fields_are_alerts(browser: Browser) -> None:
    seen = await browser.observe()
    await fill(browser, number(seen, "City"), "Rome")
    effect = await browser.perform(Click(element=number(seen, "Search")))
    assert effect.kind is EffectKind.OK
    now = await browser.observe()
    assert [e.name for e in now.elements if e.role == "alert"] == ["Enter Arrival", "Enter Guests"]
    assert [e.name for e in now.elements if e.invalid] == ["Arrival", "Guests"]


@pytest.mark.parametrize("by_key", [True, False])
async def test_a_complete_form_leads_on(browser: Browser, by_key: bool, host: str) -> None:  # noqa: FBT001
    seen = await browser.observe()
    city = number(seen, "City")
    await fill(browser, number(seen, "Arrival"), "2031-04-05")
    await browser.perform(Select(element=number(seen, "Guests"), option="1 guest"))
    await fill(browser, city, "Rome")
    submit: PageAction = Click(element=number(seen, "Search"))
    if by_key:
        submit = Press(key=Key.ENTER, element=city)
    assert (await browser.perform(submit)).kind is EffectKind.PAGE_CHANGED
    now = await browser.observe()
    assert now.url.startswith(f"http://{host}/rooms.html")
    assert (now.title, now.host, now.revision) == ("Rooms", host, seen.revision + 1)


async def test_list_items_are_numbered(browser: Browser, host: str) -> None:
    await browser.perform(Goto(url=f"http://{host}/rooms.html"))
    seen = await browser.observe()
    assert [(e.name, e.item) for e in seen.elements] == [
        ("Small room", 1),
        ("Book", 1),
        ("Large room", 2),
        ("Book", 2),
    ]
    book = number(seen, "Book", item=2)
    assert (await browser.perform(Click(element=book))).kind is EffectKind.PAGE_CHANGED


async def test_back_returns(browser: Browser, host: str) -> None:
    about = number(await browser.observe(), "About")
    await browser.perform(Click(element=about))
    assert (await browser.observe()).title == "About"
    assert (await browser.perform(Back())).kind is EffectKind.PAGE_CHANGED
    assert (await browser.observe()).url == f"http://{host}/index.html"


async def test_a_click_without_effect_is_told(browser: Browser) -> None:
    idle = number(await browser.observe(), "Idle")
    assert (await browser.perform(Click(element=idle))).kind is EffectKind.NO_CHANGE


async def test_a_control_that_has_gone_is_stale(browser: Browser) -> None:
    seen = await browser.observe()
    removal = await browser.perform(Click(element=number(seen, "Remove the offer")))
    assert removal.kind is EffectKind.OK
    offer = await browser.perform(Click(element=number(seen, "Offer")))
    assert offer.kind is EffectKind.STALE


async def test_a_number_of_the_page_before_is_stale(browser: Browser) -> None:
    seen = await browser.observe()
    await browser.perform(Click(element=number(seen, "About")))
    city = await browser.perform(Click(element=number(seen, "City")))
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
    effect = await browser.perform(Click(element=number(seen, "Elsewhere")))
    assert (effect.kind, effect.detail) == (EffectKind.BLOCKED_HOST, "elsewhere.test")
    assert (await browser.observe()).url == seen.url


async def test_the_start_is_refused_too(browsers: Browsers, hosts: HostPolicy) -> None:
    with pytest.raises(HostBlockedError):
        await browsers.open("http://elsewhere.test/", hosts, None)


async def test_there_is_one_tab_and_no_file(browser: Browser) -> None:
    seen = await browser.observe()
    city = number(seen, "City")
    for action in (Tab(number=2), Tab(number=None), Upload(element=city, file="cv")):
        assert (await browser.perform(action)).kind is EffectKind.FAILED


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


async def test_a_file_of_the_session_goes_into_a_field(
    browsers: Browsers, host: str, hosts: HostPolicy
) -> None:
    drawer = MemoryFiles().of(SessionId("one"))
    name = await drawer.put("cv.txt", b"hello")
    opened = await browsers.open(f"http://{host}/attach.html", hosts, None, drawer)
    try:
        seen = await opened.observe()
        assert seen.files == ("cv.txt",)
        field = number(seen, "CV")
        assert str(await opened.perform(Upload(element=field, file=name))) == 'ok ="cv.txt"'
        held = (await opened.observe()).element(field)
        assert held is not None
        assert held.value == "cv.txt"
        missing = await opened.perform(Upload(element=field, file="none"))
        assert str(missing) == "failed no file none"
    finally:
        await opened.close()
