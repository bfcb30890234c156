"""The site is built as `make docs` builds it, and read as a browser and a reader would."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright

from handbook.pages import ROOT
from handbook.reference.served import served
from tests.handbook.built_site import BuiltPage, dead_ends, pages_of
from tests.page_server import chromium_path

LOOKED_AT = ("", "concepts/", "errors/", "architecture/", "teach/", "reference/")
NOT_OURS = {"rules": {"landmark-unique": {"enabled": False}}}  # Material's button that copies code


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(  # noqa: S603 our own command
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},  # noqa: TID251 handed on, not read
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BuiltPage]:
    return pages_of(site)


def test_no_page_asks_another_host(site: Path, pages: dict[str, BuiltPage]) -> None:
    asked = {page.path: page.asked_elsewhere() for page in pages.values()}
    assert [path for path, elsewhere in asked.items() if elsewhere] == []
    styles = "".join(path.read_text() for path in site.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import\s+)[\"']?(?:https?:)?//[^)\"']*", styles) == []


def test_every_link_leads_somewhere(site: Path, pages: dict[str, BuiltPage]) -> None:
    assert list(dead_ends(site, pages)) == []


def test_every_operation_is_in_the_reference(pages: dict[str, BuiltPage]) -> None:
    paths = served()["paths"]
    assert isinstance(paths, dict)
    named = {
        str(operation["operationId"]).lower()
        for methods in paths.values()
        if isinstance(methods, dict)
        for operation in methods.values()
        if isinstance(operation, dict)
    }
    assert named
    assert named <= pages["reference/index.html"].anchors


def test_every_decision_has_its_page(pages: dict[str, BuiltPage]) -> None:
    records = {path.stem for path in (ROOT / "docs/adr").glob("*.md")}
    assert {f"adr/{record}/index.html" for record in records} <= pages.keys()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
async def reader() -> AsyncIterator[Page]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium_path())
        yield await browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 844})
        await browser.close()


@pytest.mark.browser
async def test_in_a_browser_pages_ask_nobody_else_and_fit_a_phone(site: Path, reader: Page) -> None:
    asked: list[str] = []
    said: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("pageerror", lambda error: said.append(str(error)))
    with serving(site) as address:
        for place in LOOKED_AT:
            await reader.goto(f"{address}{place}", wait_until="networkidle")
            width = await reader.evaluate("document.documentElement.scrollWidth")
            assert (place, width) == (place, 390)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert said == []


@pytest.mark.browser
async def test_axe_finds_nothing(site: Path, reader: Page) -> None:
    found: list[str] = []
    with serving(site) as address:
        for place in LOOKED_AT[:3]:
            await reader.goto(f"{address}{place}", wait_until="networkidle")
            told = await Axe().run(reader, context=".md-content", options=NOT_OURS)
            found += [f"/{place}: {one['id']}" for one in told.response["violations"]]
    assert found == []
