"""Frames and shadow roots. Real Chromium only: the twin's pages are data without either."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.contracts.observation import Element
from errands.contracts.ports import Browser
from errands.contracts.session import HostPolicy
from tests.integration.playwright_words import check, click, fill, lines, select
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

FORM = """<label>{name} <input></label><label><input type=checkbox> {name} box</label>
<label>{name} list <select><option value="">?<option>One<option>Two</select></label>
<button onclick="this.textContent = '{name} done'">{name} go</button>"""
FRAME = '<iframe src="{url}" width=900 height=400></iframe>'
ROOTS = """<div id=outer></div><script>
const outside = outer.attachShadow({{ mode: "{outer}" }});
outside.innerHTML = `{first}<div></div>`;
const inside = outside.querySelector("div").attachShadow({{ mode: "{inner}" }});
inside.innerHTML = `{second}`;
</script>"""


def elsewhere(url: str) -> str:
    """The same server under another host, which Chromium puts into another process."""
    return url.replace("127.0.0.1", "localhost")


def form(name: str) -> str:
    return FORM.format(name=name)


def frame(url: str) -> str:
    return FRAME.format(url=url)


def nested(kind: str, site: PageServer, other_site: PageServer) -> str:
    """A page with two documents or roots inside each other, `First` in the outer one."""
    second = form("Second")
    match kind:
        case "same host":
            inner = site.put("/inner", second)
            return frame(site.put("/outer", form("First") + frame(inner)))
        case "other host":
            inner = elsewhere(other_site.put("/inner", second))
            return frame(site.put("/outer", form("First") + frame(inner)))
        case "other host around our own":
            inner = site.put("/inner", second)
            return frame(elsewhere(other_site.put("/outer", form("First") + frame(inner))))
        case "frame in a closed root":
            inner = frame(site.put("/inner", second))
            return ROOTS.format(outer="closed", inner="open", first=form("First"), second=inner)
        case _:
            outer, inner = kind.split(" in ")[::-1]
            return ROOTS.format(outer=outer, inner=inner, first=form("First"), second=second)


KINDS = (
    *("same host", "other host", "other host around our own", "frame in a closed root"),
    *("open in open", "closed in open", "open in closed", "closed in closed"),
)


@pytest_asyncio.fixture(loop_scope="module", params=KINDS)
async def browser(
    request: pytest.FixtureRequest,
    chromium: PlaywrightBrowsers,
    site: PageServer,
    other_site: PageServer,
) -> AsyncIterator[Browser]:
    page = site.put("/", f"<h1>Nested</h1>{nested(request.param, site, other_site)}")
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    opened = await chromium.open(page, hosts, None)
    yield opened
    await opened.close()


async def element(browser: Browser, name: str) -> Element:
    return next(e for e in (await browser.observe()).elements if e.name == name)


async def test_all_is_read_in_place_and_numbered_through(browser: Browser) -> None:
    seen = await browser.observe()
    controls = [e for e in seen.elements if e.id]
    assert [e.name for e in controls] == [
        *("First", "First box", "First list", "First go"),
        *("Second", "Second box", "Second list", "Second go"),
    ]
    assert [e.id for e in controls] == list(range(1, 9))


@pytest.mark.parametrize("name", ["First", "Second"])
async def test_every_verb_reaches_inside(browser: Browser, name: str) -> None:
    assert str(await fill(browser, name, "Maya")) == 'ok ="Maya"'
    assert str(await check(browser, f"{name} box")) == 'ok ="on"'
    assert str(await select(browser, f"{name} list", "two")) == 'ok ="Two"'
    assert str(await click(browser, f"{name} go")) == "ok"
    seen = lines(await browser.observe())
    assert f'text "{name}" ="Maya"' in seen
    assert f'button "{name} done"' in seen


async def test_whose_document_a_control_stands_in_is_told(
    chromium: PlaywrightBrowsers, site: PageServer, other_site: PageServer
) -> None:
    own, other = site.put("/own", form("Own")), elsewhere(other_site.put("/other", form("Other")))
    page = site.put("/", form("Top") + frame(own) + frame(other))
    hosts = HostPolicy(allowed=(site.host,), allow_local=True)
    browser = await chromium.open(page, hosts, None)
    told = {name: (await element(browser, name)).frame_host for name in ("Top", "Own", "Other")}
    assert told == {"Top": "", "Own": "", "Other": elsewhere(other_site.host)}
    await browser.close()
