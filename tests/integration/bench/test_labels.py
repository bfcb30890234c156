"""The labels of the written pages, held against the pages in Chromium."""

from collections.abc import Iterator

import pytest
from playwright.async_api import BrowserContext

from bench.observe.labels import app_page_names, page_names, read_page
from bench.observe.site import serving
from tests.integration.bench.held import hold

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.mark.parametrize("name", page_names())
async def test_every_label_leads_to_as_many_visible_nodes_as_it_says(
    name: str, site: str, context: BrowserContext
) -> None:
    labelled = read_page(name)
    await hold(labelled, site + labelled.path, context)


@pytest.mark.parametrize("name", [*page_names(), *app_page_names()])
async def test_every_goal_names_a_labelled_control(name: str) -> None:
    page = read_page(name)
    known = [number for label in page.labels for number in label.names()]
    assert len(known) == len(set(known))
    assert [goal.control for goal in page.goals if goal.control not in known] == []
    assert 3 <= len(page.goals) <= 6
