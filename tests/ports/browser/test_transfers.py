"""Files that go into fields, and those that come down."""

import pytest

from errands.contracts.action import Goto, Upload
from errands.contracts.ports import Browsers, Files
from errands.contracts.session import HostPolicy
from tests.integration.playwright_words import click, named
from tests.ports.browser.conftest import Visit
from tests.ports.browser.site import PRICES

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_file_of_the_session_goes_into_a_field(visit: Visit, drawer: Files) -> None:
    name = await drawer.put("cv.txt", b"hello")
    browser = await visit("attach")
    seen = await browser.observe()
    assert seen.files == ("cv.txt",)
    field = named(seen, "CV")
    assert str(await browser.perform(Upload(element=field, file=name))) == 'ok ="cv.txt"'
    held = (await browser.observe()).element(field)
    assert held is not None
    assert held.value == "cv.txt"
    missing = await browser.perform(Upload(element=field, file="none"))
    assert str(missing) == "failed no file none"


async def test_a_download_is_told_and_kept(visit: Visit, drawer: Files) -> None:
    browser = await visit("events")
    assert str(await click(browser, "Prices")) == "download prices.csv"
    assert (await browser.observe()).files == ("prices.csv",)
    assert await drawer.get("prices.csv") == PRICES.encode()
    assert str(await click(browser, "Prices")) == "download prices-2.csv"


async def test_without_a_drawer_nothing_is_kept_or_attached(
    browsers: Browsers, host: str, hosts: HostPolicy
) -> None:
    browser = await browsers.open(f"http://{host}/attach.html", hosts, None)
    field = named(await browser.observe(), "CV")
    assert str(await browser.perform(Upload(element=field, file="cv"))) == "failed no file store"
    await browser.perform(Goto(url=f"http://{host}/events.html"))
    assert str(await click(browser, "Prices")) == "download prices.csv"
    assert (await browser.observe()).files == ()
    await browser.close()
