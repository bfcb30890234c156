"""Our own observation: the whole outline, as a prompt would show it with every part open."""

import asyncio
from collections.abc import Sequence
from time import perf_counter

from bench.observe.ask import mark
from bench.observe.labels import read_page
from bench.observe.wire import MATCH, Listed, Order, Seen, order, tell, wanted_of
from errands.agent.chunks import chunks_of, written
from errands.agent.focus import Wish
from errands.agent.lens import Lens
from errands.agent.outline import render
from errands.agent.page import meet
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_reader import Target
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.observation import Observation
from errands.contracts.session import HostPolicy


async def main(the: Order) -> None:
    browsers = PlaywrightBrowsers(the.chromium, patience=10)
    for name, address in the.pages.items():
        hosts = HostPolicy(allowed=(address.split("/")[2],), allow_local=True)
        browser = await browsers.open(address, hosts, None)
        page = browser._tabs.current  # noqa: SLF001 no part of the port: only a bench looks behind it
        await page.wait_for_selector(read_page(name).ready, state="attached")
        tell(await _look(name, browser, the.repeats))
        await browser.close()
    await browsers.close()


async def _look(name: str, browser: PlaywrightBrowser, repeats: int) -> Seen:
    text = whole(await browser.observe())
    times = []
    for _ in range(repeats):
        start = perf_counter()
        text = whole(await browser.observe())
        times.append((perf_counter() - start) * 1000)
    page = browser._tabs.current  # noqa: SLF001 no part of the port: only a bench looks behind it
    marked, _ = await mark(page, read_page(name).labels)
    seen = await browser.observe()
    listed = await _listed(browser._targets)  # noqa: SLF001 the same
    met = meet(1, seen, Wish(), Lens())
    shown = "\n".join(written(met.shown))
    return Seen(name, text, tuple(times), listed, wanted_of(marked), shown)


def whole(seen: Observation) -> str:
    return "\n".join(written(chunks_of(seen)))


async def _listed(targets: Sequence[Target]) -> tuple[Listed, ...]:
    found = []
    for target in targets:
        node = await target.handle()
        label = "" if node is None else str(await node.evaluate(MATCH))
        line = render(target.element)
        found.append(Listed(label, line.text if line else ""))
    return tuple(found)


if __name__ == "__main__":
    asyncio.run(main(order()))
