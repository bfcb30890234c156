"""What another browser finds that goes on where one left off."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from errands.contracts.action import Goto, Tab
from errands.contracts.errors import HostBlockedError
from errands.contracts.observation import Element
from errands.contracts.ports import Browser, Browsers
from errands.contracts.session import HostPolicy
from errands.contracts.step import EffectKind
from tests.integration.playwright_words import check, click, fill, left, select
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

Move = Callable[[Browser], Awaitable[Browser]]


@pytest_asyncio.fixture(loop_scope="module")
async def move(browsers: Browsers, host: str, hosts: HostPolicy) -> AsyncIterator[Move]:
    """Leaves a browser, as a worker that ends does, and goes on in another."""
    opened: list[Browser] = []

    async def to_another(browser: Browser) -> Browser:
        kept = await left(browser)
        opened.append(await browsers.open(f"http://{host}/index.html", hosts, kept))
        return opened[-1]

    yield to_another
    for browser in opened:
        await browser.close()


async def control(browser: Browser, name: str) -> Element:
    return next(e for e in (await browser.observe()).elements if e.id and e.name == name)


async def test_it_stands_where_the_first_one_did(visit: Visit, move: Move, host: str) -> None:
    browser = await visit("index")
    await browser.perform(Goto(url=f"http://{host}/about.html"))
    assert (await (await move(browser)).observe()).title == "About"


async def test_a_form_is_as_it_was_left(visit: Visit, move: Move) -> None:
    browser = await visit("index")
    await fill(browser, "City", "Rome")
    await fill(browser, "Arrival", "2027-05-12")
    await select(browser, "Guests", "2 guests")
    await check(browser, "Breakfast")
    before = await browser.observe()
    other = await move(browser)
    assert (await other.observe()).elements == before.elements
    assert (await click(other, "Search")).kind is EffectKind.PAGE_CHANGED
    assert (await other.observe()).title == "Rooms"


async def test_all_kinds_of_fields_are_carried(visit: Visit, move: Move) -> None:
    browser = await visit("controls")
    for name, text in (
        ("Name", "Zoë"),
        ("Note", "two\nlines"),
        ("Email", "zoe@example.org"),
        ("Phone", "+39 06 5555 0101"),
        ("Rooms", "2"),
        ("Volume", "7"),
    ):
        await fill(browser, name, text)
    before = {e.name: e.value for e in (await browser.observe()).elements}
    after = {e.name: e.value for e in (await (await move(browser)).observe()).elements}
    assert after == before


async def test_a_password_stays_behind(visit: Visit, move: Move) -> None:
    browser = await visit("index")
    await fill(browser, "PIN", "canary-8861")
    assert (await control(browser, "PIN")).value == "set"
    assert "canary" not in (await browser.state()).model_dump_json()
    assert (await control(await move(browser), "PIN")).value == ""


async def test_tabs_are_carried_and_the_current_one_stays_current(visit: Visit, move: Move) -> None:
    browser = await visit("events")
    await click(browser, "Leaflet")
    await browser.perform(Tab(number=1))
    await click(browser, "Pop-up")
    await browser.perform(Tab(number=2))
    other = await move(browser)
    titles = []
    for number in (2, 1, 3):
        if number != 2:
            await other.perform(Tab(number=number))
        seen = await other.observe()
        titles.append((seen.title, seen.tab, seen.tabs))
    assert titles == [("About", 2, 3), ("Events", 1, 3), ("Rooms", 3, 3)]


async def test_it_can_be_moved_again(visit: Visit, move: Move) -> None:
    browser = await visit("index")
    await fill(browser, "City", "Rome")
    other = await move(await move(browser))
    assert (await control(other, "City")).value == "Rome"


async def test_nothing_is_opened_that_the_policy_refuses_by_now(
    visit: Visit, browsers: Browsers
) -> None:
    state = await (await visit("index")).state()
    with pytest.raises(HostBlockedError):
        await browsers.open(state.url, HostPolicy(allowed=("elsewhere.test",)), state)
