"""The labels of the written pages, held against the pages in Chromium."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, async_playwright

from bench.observe.ask import Sessions, mark
from bench.observe.labels import page_names, read_page
from bench.observe.marking import Marked
from bench.observe.site import serving
from tests.page_server import chromium_path

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
WRITTEN = [name for name in page_names() if not read_page(name).app]
SEEN = """function () {
  const boxed = (el) => el.getClientRects().length > 0 &&
    el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    [...el.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const drawn = /^(checkbox|radio|file)$/.test(this.type) ? this.parentElement : null;
  return [this, ...(this.labels ?? []), this.closest("label"), drawn].some((el) => el && boxed(el));
}"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def context() -> AsyncIterator[BrowserContext]:
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(
            executable_path=chromium_path(), args=["--disable-gpu", *sandbox]
        )
        yield await chromium.new_context(viewport={"width": 1280, "height": 900})
        await chromium.close()


@pytest.mark.parametrize("name", WRITTEN)
async def test_every_label_leads_to_as_many_visible_nodes_as_it_says(
    name: str, site: str, context: BrowserContext
) -> None:
    labelled = read_page(name)
    page = await context.new_page()
    await page.goto(site + labelled.path, wait_until="load")
    marked, sessions = await mark(page, labelled.labels)

    expected = [number for label in labelled.labels for number in label.names()]
    assert [each.id for each in marked] == expected
    assert [each.id for each in marked if not each.name] == []
    unseen = [e.id for e in marked if not e.label.may and not await _seen(e, sessions)]
    assert unseen == []
    await page.close()


async def _seen(marked: Marked, sessions: Sessions) -> bool:
    node = await sessions.send(marked.frame, "DOM.resolveNode", {"nodeId": marked.node})
    asked = {"objectId": node["object"]["objectId"], "functionDeclaration": SEEN}
    asked["returnByValue"] = True
    found = await sessions.send(marked.frame, "Runtime.callFunctionOn", asked)
    return bool(found["result"]["value"])


@pytest.mark.parametrize("name", page_names())
async def test_every_goal_names_a_labelled_control(name: str) -> None:
    page = read_page(name)
    known = [number for label in page.labels for number in label.names()]
    assert len(known) == len(set(known))
    assert [goal.control for goal in page.goals if goal.control not in known] == []
    assert 3 <= len(page.goals) <= 6
