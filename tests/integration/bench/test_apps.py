"""The labels of real applications, held against the applications as they run."""

import sys
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext

from bench.observe.apps.app import App, running
from bench.observe.apps.every import APPS, addresses
from bench.observe.labels import app_page_names, read_page
from bench.process import NotUpError
from tests.integration.bench.held import hold


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", app_page_names())
async def test_every_label_of_an_application_leads_to_as_many_visible_nodes_as_it_says(
    name: str, context: BrowserContext
) -> None:
    page = read_page(name)
    if not APPS[page.app].installed:
        pytest.skip(f"{page.app} is not installed: `make bench-apps` does it")
    with addresses([page]) as found:
        await hold(page, found[name], context)


def test_an_application_that_ends_says_what_it_wrote_last() -> None:
    app = App(
        name="short",
        program=Path(sys.executable),
        words=lambda _, port: ["-c", f"print('no luck on {port}')"],
        seed=lambda _: None,
        ready="/",
    )
    with pytest.raises(NotUpError, match=r"short ended with 0: no luck on \d+"), running(app):
        pass


def test_every_application_is_labelled() -> None:
    assert {read_page(name).app for name in app_page_names()} == set(APPS)
