"""browser-use's serialised DOM. `--everything` lifts its limit of 1,000 px around the window."""

import asyncio
import json
import logging
import re
import sys
from time import perf_counter
from typing import Any

from browser_use.browser import BrowserProfile, BrowserSession
from browser_use.dom.service import DomService

from bench.observe.eyes.lines import around
from bench.observe.labels import Label, read_page
from bench.observe.marking import Marked, marking
from bench.observe.wire import (
    ARGUMENTS,
    HEIGHT,
    MATCH,
    NEUTRAL,
    PAUSE,
    WIDTH,
    Listed,
    Order,
    Seen,
    order,
    tell,
    wanted_of,
)

_LINE = re.compile(r"\[(?P<index>\d+)\]<")
_LIMIT = 1000
_CALLED = f"function () {{ return ({MATCH})(this); }}"
_THERE = """(path) => new Promise((done) => {
  const look = () => document.querySelector(path) ? done() : setTimeout(look, 50);
  look();
})"""
EVERYTHING = "--everything"


async def main(the: Order, limit: int | None) -> None:
    logging.disable(logging.CRITICAL)
    profile = BrowserProfile(
        executable_path=the.chromium,
        headless=True,
        chromium_sandbox=False,
        args=list(ARGUMENTS),
        viewport={"width": WIDTH, "height": HEIGHT},
        enable_default_extensions=False,
    )
    session = BrowserSession(browser_profile=profile)
    await session.start()
    for name, address in the.pages.items():
        await session.navigate_to(address)
        await _until(session, read_page(name).ready)
        await asyncio.sleep(PAUSE)
        tell(await _look(name, session, the.repeats, limit))
    await session.kill()


async def _until(session: BrowserSession, path: str) -> None:
    """Waits until the page has what `path` finds."""
    page = await session.get_or_create_cdp_session(focus=False)
    await page.cdp_client.send_raw(
        "Runtime.evaluate",
        {"expression": f"({_THERE})({json.dumps(path)})", "awaitPromise": True},
        page.session_id,
    )


async def _look(name: str, session: BrowserSession, repeats: int, limit: int | None) -> Seen:
    async def observe() -> Any:  # noqa: ANN401 its own type, unknown to the checks
        service = DomService(session, cross_origin_iframes=True, viewport_threshold=limit)
        state, _, _ = await service.get_serialized_dom_tree()
        return state

    text = (await observe()).llm_representation()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        text = (await observe()).llm_representation()
        times.append((perf_counter() - start) * 1000)
    marked = await _mark(session, read_page(name).labels)
    state = await observe()
    lines = state.llm_representation().splitlines()
    listed = [await _listed(session, state.selector_map, lines, at) for at in range(len(lines))]
    return Seen(name, text, tuple(times), tuple(each for each in listed if each), wanted_of(marked))


async def _listed(
    session: BrowserSession, nodes: dict[int, Any], lines: list[str], at: int
) -> Listed | None:
    line = _LINE.search(lines[at])
    if line is None:
        return None
    node = nodes[int(line["index"])]
    said = around(lines, at, "]<")
    inside = await session.get_or_create_cdp_session(node.target_id, focus=False)
    found = await inside.cdp_client.send_raw(
        "DOM.resolveNode", {"backendNodeId": node.backend_node_id}, inside.session_id
    )
    asked = {"objectId": found["object"]["objectId"], "functionDeclaration": _CALLED}
    asked["returnByValue"] = True
    told = await inside.cdp_client.send_raw("Runtime.callFunctionOn", asked, inside.session_id)
    label = str(told["result"]["value"])
    # A part that scrolls is listed for scrolling, not as a control.
    scrolls = "|scroll" in lines[at].lower() and not label
    return Listed(NEUTRAL if scrolls else label, said)


async def _mark(session: BrowserSession, labels: tuple[Label, ...]) -> list[Marked]:
    talk = marking(labels)
    answer = None
    while True:
        try:
            frame, method, parameters = talk.send(answer)
        except StopIteration as end:
            marked: list[Marked] = end.value
            return marked
        inside = await session.get_or_create_cdp_session(
            await _target(session, frame) if frame else None, focus=False
        )
        answer = await inside.cdp_client.send_raw(method, parameters, inside.session_id)


async def _target(session: BrowserSession, address: str) -> str | None:
    page = await session.get_or_create_cdp_session(focus=False)
    found = await page.cdp_client.send_raw("Target.getTargets", {})
    targets = (t for t in found["targetInfos"] if t["url"] == address and t["type"] == "iframe")
    return next((str(t["targetId"]) for t in targets), None)


if __name__ == "__main__":
    unlimited = EVERYTHING in sys.argv
    sys.argv = [word for word in sys.argv if word != EVERYTHING]
    asyncio.run(main(order(), None if unlimited else _LIMIT))
