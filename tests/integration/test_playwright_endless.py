"""Documents that never come, and files that never end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic

import pytest
import pytest_asyncio

from errands.backends.memory import MemoryFiles
from errands.backends.playwright_bounds import Bounds
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.errors import UnreachableError
from errands.contracts.files import FileLimits
from errands.contracts.ids import SessionId
from errands.contracts.ports import Files
from errands.contracts.session import HostPolicy
from tests.integration.playwright_words import click, lines
from tests.page_server import chromium_path

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.browser]

ANSWER_SECONDS = 1.0
DOWNLOAD_SECONDS = 2.0
MOST_BYTES = 1_000_000
PAGE = b"""<h1>Notes</h1><a href=/silent>Silent</a> <a href=/file>File</a> <a href=/drops>Drops</a>
<form method=post action=/slow><button>Send</button></form>
<form method=post action=/sent><button>Send and see</button></form>"""


@dataclass
class Endless:
    """A site whose `/silent` never answers, whose files never end, and whose form is slow."""

    host: str = ""
    cut: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._answer((await reader.readuntil(b"\r\n\r\n")).split()[1], reader, writer)
        writer.close()

    async def _answer(
        self, path: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        match path:
            case b"/silent":
                await reader.read()
            case b"/file":
                await self._file(writer, b"x" * 10_000, 0)
            case b"/drops":
                await self._file(writer, b"x", 0.1)
            case b"/sent":
                moved = b"HTTP/1.1 303 See Other\r\nLocation: /slow\r\n"
                writer.write(moved + b"Connection: close\r\n\r\n")
            case b"/slow":
                await asyncio.sleep(1.5 * ANSWER_SECONDS)
                writer.write(_head(b"text/html") + b"<h1>Sent</h1>")
            case _:
                writer.write(_head(b"text/html") + PAGE)

    async def _file(self, writer: asyncio.StreamWriter, part: bytes, pause: float) -> None:
        writer.write(_head(b"application/zip"))
        try:
            while True:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause)
        finally:
            self.cut.set()


def _head(kind: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nConnection: close\r\n\r\n"


@pytest_asyncio.fixture(loop_scope="module")
async def endless() -> AsyncIterator[Endless]:
    site = Endless()
    server = await asyncio.start_server(site.serve, "127.0.0.1", 0)
    site.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield site
    server.close()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def hasty() -> AsyncIterator[PlaywrightBrowsers]:
    """Browsers that don't wait long for an answer."""
    bounds = Bounds(answer_seconds=ANSWER_SECONDS, download_seconds=DOWNLOAD_SECONDS)
    browsers = PlaywrightBrowsers(chromium_path(), patience=10, bounds=bounds)
    yield browsers
    await browsers.close()


@pytest.fixture
def drawer() -> Files:
    return MemoryFiles(FileLimits(max_bytes=MOST_BYTES)).of(SessionId("s"))


@pytest_asyncio.fixture(loop_scope="module")
async def browser(
    hasty: PlaywrightBrowsers, endless: Endless, drawer: Files
) -> AsyncIterator[PlaywrightBrowser]:
    hosts = HostPolicy(allowed=(endless.host,), allow_local=True)
    opened = await hasty.open(f"http://{endless.host}/", hosts, None, drawer)
    yield opened
    await opened.close()


async def test_a_link_that_nobody_answers_is_given_up_and_the_page_is_still_there(
    browser: PlaywrightBrowser, endless: Endless
) -> None:
    start = monotonic()
    assert str(await click(browser, "Silent")) == f"may have happened {endless.host} doesn't answer"
    assert 'link "Silent"' in lines(await browser.observe())
    assert monotonic() - start < Bounds().answer_seconds


@pytest.mark.parametrize("button", ["Send", "Send and see"])
async def test_what_a_form_has_sent_is_waited_for_and_where_its_answer_leads(
    browser: PlaywrightBrowser, button: str
) -> None:
    assert str(await click(browser, button)) == "page changed"
    assert 'heading "Sent"' in lines(await browser.observe())


async def test_a_start_that_nobody_answers_is_unreachable(
    hasty: PlaywrightBrowsers, endless: Endless
) -> None:
    hosts = HostPolicy(allowed=(endless.host,), allow_local=True)
    with pytest.raises(UnreachableError, match=endless.host):
        await hasty.open(f"http://{endless.host}/silent", hosts, None)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("File", "download file.zip failed: The file is too large."),
        ("Drops", "download drops.zip failed: it takes too long"),
    ],
    ids=["too large", "too slow"],
)
async def test_a_download_that_never_ends_is_cut_off(
    browser: PlaywrightBrowser, endless: Endless, drawer: Files, name: str, told: str
) -> None:
    assert str(await click(browser, name)) == told
    assert await drawer.names() == ()
    await asyncio.wait_for(endless.cut.wait(), 60)
