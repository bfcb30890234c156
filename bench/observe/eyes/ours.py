"""Our own observation: the whole outline, as a prompt would show it with every part open.

`--first` takes what a prompt shows when the page is met and nothing has been said yet.
"""

import asyncio
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

from bench.observe.ask import mark
from bench.observe.labels import read_page
from bench.observe.wire import MATCH, PAUSE, Listed, Order, Seen, order, tell, wanted_of
from errands.agent.view.chunks import chunks_of, written
from errands.agent.view.lens import Lens
from errands.agent.view.outline import render
from errands.agent.view.page import meet
from errands.agent.view.wish import Wish
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_nodes import Target
from errands.backends.playwright_session import PlaywrightBrowser
from errands.backends.served_lens import served_lens
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.session import HostPolicy
from errands.settings import Settings

FIRST = "--first"
View = Callable[[Observation], tuple[str, frozenset[ElementId]]]
"""The text of an observation, and the ids of the controls on it."""


async def main(the: Order, view: View) -> None:
    browsers = PlaywrightBrowsers(the.chromium, patience=10)
    for name, address in the.pages.items():
        hosts = HostPolicy(allowed=(address.split("/")[2],), allow_local=True)
        browser = await browsers.open(address, hosts, None)
        page = browser._tabs.current  # noqa: SLF001 no part of the port: only a bench looks behind it
        await page.wait_for_selector(read_page(name).ready, state="attached")
        await asyncio.sleep(PAUSE)
        tell(await _look(name, browser, the.repeats, view))
        await browser.close()
    await browsers.close()


async def _look(name: str, browser: PlaywrightBrowser, repeats: int, view: View) -> Seen:
    text, _ = view(await browser.observe())
    times = []
    for _ in range(repeats):
        start = perf_counter()
        text, _ = view(await browser.observe())
        times.append((perf_counter() - start) * 1000)
    page = browser._tabs.current  # noqa: SLF001 no part of the port: only a bench looks behind it
    marked, _ = await mark(page, read_page(name).labels)
    _, ids = view(await browser.observe())
    targets = browser._targets  # noqa: SLF001 the same
    listed = await _listed([target for target in targets if target.element.id in ids])
    return Seen(name, text, tuple(times), listed, wanted_of(marked))


def whole(seen: Observation) -> tuple[str, frozenset[ElementId]]:
    chunks = chunks_of(seen)
    ids = frozenset(number for chunk in chunks for number in chunk.ids)
    return "\n".join(written(chunks)), ids


def first(lens: Lens) -> View:
    def view(seen: Observation) -> tuple[str, frozenset[ElementId]]:
        page = meet(1, seen, Wish(), lens)
        return "\n".join([*written(page.shown), page.summary]), page.visible

    return view


async def _listed(targets: Sequence[Target]) -> tuple[Listed, ...]:
    found = []
    for target in targets:
        node = await target.handle()
        label = "" if node is None else str(await node.evaluate(MATCH))
        line = render(target.element)
        found.append(Listed(label, line.text if line else ""))
    return tuple(found)


if __name__ == "__main__":
    shown = FIRST in sys.argv
    sys.argv = [word for word in sys.argv if word != FIRST]
    asyncio.run(main(order(), first(served_lens(Settings().model_folder)) if shown else whole))
