"""Names are those of the standard: Chromium's accessibility tree is asked for a second opinion."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from errands.backends.playwright_session import PlaywrightBrowser
from tests.integration.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PAGES = {
    path.stem: path.read_text()
    for path in sorted((Path(__file__).parent / "pages").glob("names_*.html"))
}


async def tree_names(browser: PlaywrightBrowser) -> list[tuple[str, str]]:
    """Our name and the tree's, for every control that has a name in the tree."""
    await browser.observe()
    targets = browser._targets
    page = browser._tabs.current
    for number, target in enumerate(targets):
        handle = await target.handle()
        assert handle is not None
        await handle.evaluate("(el, n) => el.setAttribute('data-n', n)", str(number))
    session = await page.context.new_cdp_session(page)
    document = await session.send("DOM.getDocument", {"depth": -1, "pierce": True})
    tree = await session.send("Accessibility.getFullAXTree")
    names = {
        node.get("backendDOMNodeId", 0): node.get("name", {}).get("value", "")
        for node in tree["nodes"]
    }
    ours = {number: targets[int(n)].element.name for number, n in _numbered(document["root"])}
    return [(name, _flat(names[n])) for n, name in ours.items() if _flat(names.get(n, ""))]


def _numbered(node: dict[str, Any]) -> Iterator[tuple[int, str]]:
    given = node.get("attributes", [])
    attributes = dict(zip(given[::2], given[1::2], strict=True))
    if "data-n" in attributes:
        yield node["backendNodeId"], attributes["data-n"]
    for child in node.get("children", []):
        yield from _numbered(child)


def _flat(name: str) -> str:
    return " ".join(re.sub("[\ue000-\uf8ff]", "", name).split())


@pytest.mark.parametrize("page", PAGES)
async def test_our_names_are_those_of_the_accessibility_tree(show: Open, page: str) -> None:
    found = await tree_names(await show(PAGES[page]))
    assert len(found) > 5
    assert [ours for ours, _ in found] == [theirs for _, theirs in found]
