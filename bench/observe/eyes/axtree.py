"""BrowserGym's accessibility tree, with the marks that tell what can be clicked."""

import re
from time import perf_counter
from typing import Any

from browsergym.core import observation as gym
from browsergym.utils.obs import flatten_axtree_to_str
from playwright.sync_api import Page, sync_playwright

from bench.observe.eyes.lines import CONTROLS, below
from bench.observe.labels import Label, read_page
from bench.observe.marking import Marked, marking
from bench.observe.wire import (
    ARGUMENTS,
    HEIGHT,
    MATCH,
    PAUSE,
    WIDTH,
    Listed,
    Order,
    Seen,
    order,
    tell,
    wanted_of,
)

_LINE = re.compile(r"^\s*\[(?P<bid>\w+)\] (?P<role>\w+)")
_CONTROLS = CONTROLS | {"listbox", "DisclosureTriangle", "Date"}
_BIDS = f"""() => {{
  const match = {MATCH};
  const all = (root) => [...root.querySelectorAll("*")].flatMap((n) =>
    [n, ...(n.shadowRoot ? all(n.shadowRoot) : [])]);
  return all(document).filter((n) => n.hasAttribute("bid"))
    .map((n) => [n.getAttribute("bid"), match(n)]);
}}"""


def main(the: Order) -> None:
    with sync_playwright() as driver:
        driver.selectors.set_test_id_attribute("bid")
        chromium = driver.chromium.launch(executable_path=the.chromium, args=list(ARGUMENTS))
        context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        for name, address in the.pages.items():
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector(read_page(name).ready, state="attached")
            page.wait_for_timeout(PAUSE * 1000)
            tell(_look(name, page, the.repeats))
            page.close()
        chromium.close()


def observe(page: Page) -> str:
    """As BrowserGym's environment does it, without the screenshot and the HTML."""
    gym._pre_extract(page, "standard_html", lenient=True)  # noqa: SLF001 its environment's own steps
    document = gym.extract_dom_snapshot(page)
    tree = gym.extract_merged_axtree(page)
    extra = gym.extract_dom_extra_properties(document, scale_factor=1)
    gym._post_extract(page)  # noqa: SLF001 the same
    return str(flatten_axtree_to_str(tree, extra_properties=extra, with_clickable=True))


def _look(name: str, page: Page, repeats: int) -> Seen:
    text = observe(page)
    times = []
    for _ in range(repeats):
        start = perf_counter()
        text = observe(page)
        times.append((perf_counter() - start) * 1000)
    marked = _mark(page, read_page(name).labels)
    lines = observe(page).splitlines()
    labels = {bid: label for frame in page.frames for bid, label in frame.evaluate(_BIDS)}
    listed = tuple(_listed(lines, at, labels) for at in range(len(lines)) if _LINE.match(lines[at]))
    return Seen(name, text, tuple(times), listed, wanted_of(marked))


def _listed(lines: list[str], at: int, labels: dict[str, str]) -> Listed:
    line = _LINE.match(lines[at])
    assert line is not None  # noqa: S101 asked by the caller
    control = line["role"] in _CONTROLS or ", clickable" in lines[at]
    return Listed(labels.get(line["bid"], ""), below(lines, at), control)


def _mark(page: Page, labels: tuple[Label, ...]) -> list[Marked]:
    sessions: dict[str, Any] = {}
    talk = marking(labels)
    answer = None
    while True:
        try:
            frame, method, parameters = talk.send(answer)
        except StopIteration as end:
            marked: list[Marked] = end.value
            return marked
        if frame not in sessions:
            inside = [f for f in page.frames if f.url == frame]
            sessions[frame] = page.context.new_cdp_session(inside[0] if inside else page)
        answer = sessions[frame].send(method, parameters)


if __name__ == "__main__":
    main(order())
