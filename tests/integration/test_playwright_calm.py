"""A page that is quiet is read in one go; one that isn't is waited for."""

import pytest

from errands.backends.playwright_reader import read, read_calm
from tests.integration.conftest import Open
from tests.integration.playwright_words import lines
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FORM = "<h1>Order</h1><p>Two lamps</p><input aria-label=Name><a href=/more>More</a>"
RESTLESS = f"{FORM}<i></i><script>setInterval(() => document.querySelector('i').append('.'), 5)"
QUIET_MS = 50.0


async def test_a_quiet_page_is_read_at_once_as_it_is_read_otherwise(show: Open) -> None:
    browser = await show(FORM)
    await browser.observe()
    page = browser._tabs.current
    assert await read_calm(page, QUIET_MS) == await read(page)


async def test_a_page_that_changes_is_not(show: Open) -> None:
    browser = await show(f"{RESTLESS}</script>")
    assert await read_calm(browser._tabs.current, QUIET_MS) is None
    assert 'text "Name"' in lines(await browser.observe())


async def test_a_page_with_a_frame_is_not(show: Open, site: PageServer) -> None:
    inner = site.put("/inner", "<button>Pay</button>")
    browser = await show(f"{FORM}<iframe src='{inner}'></iframe>")
    assert 'button "Pay"' in lines(await browser.observe())
    assert await read_calm(browser._tabs.current, QUIET_MS) is None


async def test_a_closed_root_that_a_page_declares_is_read(show: Open) -> None:
    browser = await show(
        "<x-pay style='display:block;width:90px;height:90px'>"
        "<template shadowrootmode=closed><button>Pay</button></template></x-pay>"
    )
    assert lines(await browser.observe()) == ['button "Pay"']
    assert await read_calm(browser._tabs.current, QUIET_MS) is not None


async def test_a_link_leads_to_the_host_of_the_page_base(
    show: Open, other_site: PageServer
) -> None:
    links = "<a href=here>One</a><a href=/there>Two</a><a href=//x.test/>Three</a>"
    for base, host in (("", ""), (f"<base href=http://{other_site.host}/>", other_site.host)):
        seen = await (await show(f"{base}{links}")).observe()
        assert [e.host for e in seen.elements] == [host, host, "x.test"]
