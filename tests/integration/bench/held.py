"""Holds a page's labels against the page in Chromium."""

from playwright.async_api import BrowserContext

from bench.observe.ask import Sessions, mark
from bench.observe.labels import Page
from bench.observe.marking import Marked

SEEN = """function () {
  const boxed = (el) => el.getClientRects().length > 0 &&
    el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    [...el.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const drawn = /^(checkbox|radio|file)$/.test(this.type) ? this.parentElement : null;
  return [this, ...(this.labels ?? []), this.closest("label"), drawn].some((el) => el && boxed(el));
}"""


async def hold(labelled: Page, address: str, context: BrowserContext) -> None:
    """Every label leads to as many visible nodes as it says."""
    page = await context.new_page()
    await page.goto(address, wait_until="load")
    await page.wait_for_selector(labelled.ready, state="attached")
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
