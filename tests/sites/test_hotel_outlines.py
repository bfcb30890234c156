"""The adapters that ship were trained on these lines: the reader must go on writing them.

A file that is missing is written, and the test fails once so that somebody looks at it.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from errands.agent.view.chunks import chunks_of
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.action import Check, Click, Fill, Goto, Select, Text
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.session import HostPolicy
from sites.hotels.app import create_app as create_hotels
from sites.start.app import create_app as create_start
from sites.start.catalogue import Name
from tests.page_server import chromium_path
from tests.sites.conftest import TODAY
from tests.sites.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

GOLDEN = Path(__file__).parent / "outlines"
ROOM = "city=Rome&check_in=2027-05-12&check_out=2027-05-15&guests=2"
GUEST = {
    "First name": "Ana",
    "Last name": "Lima",
    "Email": "ana@example.org",
    "Phone": "+39 06 5555 0101",
}
PAGES = (
    *("start", "start-found", "start-nothing", "about"),
    *("bookings-none", "search", "search-wrong", "results", "results-sorted", "results-breakfast"),
    *("hotel", "hotel-without-dates", "guest", "guest-wrong", "guest-filled"),
    *("summary", "confirmation", "bookings", "missing"),
)


def text_of(seen: Observation) -> str:
    parts = [
        "\n".join([f"# {chunk.name} ({chunk.kind})", *(line.text for line in chunk.lines)])
        for chunk in chunks_of(seen)
    ]
    return "\n".join([f'title="{seen.title}"', *parts, ""])


class Visit:
    """One person's way through a site, and what was seen on it."""

    def __init__(self, browser: PlaywrightBrowser, root: str) -> None:
        self._browser = browser
        self._root = root
        self.seen: dict[str, str] = {}

    async def keep(self, name: str) -> None:
        self.seen[name] = text_of(await self._browser.observe())

    async def goto(self, name: str, path: str) -> None:
        await self._browser.perform(Goto(url=self._root + path))
        await self.keep(name)

    async def click(self, name: str, label: str) -> None:
        await self._browser.perform(Click(element=await self._find(label)))
        await self.keep(name)

    async def check(self, name: str, label: str) -> None:
        await self._browser.perform(Check(element=await self._find(label), on=True))
        await self.keep(name)

    async def choose(self, name: str, label: str, option: str) -> None:
        await self._browser.perform(Select(element=await self._find(label), option=option))
        await self.keep(name)

    async def fill(self, label: str, text: str) -> None:
        action = Fill(element=await self._find(label), value=Text(text=text))
        await self._browser.perform(action, SecretStr(text))

    async def _find(self, label: str) -> ElementId:
        seen = await self._browser.observe()
        return next(e.id for e in seen.elements if e.id and e.name == label)


async def start_pages(visit: Visit) -> None:
    await visit.keep("start")
    await visit.goto("start-found", "/?q=hotel&visit=abc")
    await visit.goto("start-nothing", "/?q=shoes")
    await visit.goto("about", "/about")


async def hotel_pages(visit: Visit) -> None:
    await visit.goto("bookings-none", "/bookings")
    await visit.goto("search", "/")
    await visit.click("search-wrong", "Search")
    await visit.goto("results", f"/results?{ROOM}")
    await visit.choose("results-sorted", "Sort by", "Price (low to high)")
    await visit.check("results-breakfast", "Breakfast included")
    await visit.click("hotel", "The Velvet Gallery")
    await visit.goto("hotel-without-dates", "/hotels/rome-the-velvet-gallery")
    await visit.goto("guest", f"/guest?hotel=rome-the-velvet-gallery&{ROOM}")
    await visit.click("guest-wrong", "Continue")
    for label, text in GUEST.items():
        await visit.fill(label, text)
    await visit.keep("guest-filled")
    await visit.click("summary", "Continue")
    await visit.click("confirmation", "Confirm booking")
    await visit.goto("bookings", "/bookings")
    await visit.goto("missing", "/nothing")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def seen(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, str]]:
    found: dict[str, str] = {}
    hotels = create_hotels(tmp_path_factory.mktemp("hotels") / "hotels.db", TODAY)
    start = create_start({Name.HOTELS: "http://lodgings.test"})
    browsers = PlaywrightBrowsers(chromium_path(), patience=10)
    for app, walk in ((start, start_pages), (hotels, hotel_pages)):
        async with served(app) as root:
            hosts = HostPolicy(allowed=(root.removeprefix("http://"),), allow_local=True)
            browser = await browsers.open(root, hosts, None)
            visit = Visit(browser, root)
            await walk(visit)
            await browser.close()
        found |= visit.seen
    yield found
    await browsers.close()


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_of_the_demo_web_is_outlined_as_ever(seen: dict[str, str], page: str) -> None:
    golden = GOLDEN / f"{page}.txt"
    if not golden.exists():
        golden.write_text(seen[page])
        pytest.fail(f"{golden} was missing and has been written")
    assert seen[page] == golden.read_text()
