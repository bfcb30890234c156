"""The labelled pages as our own reader sees them, and which control each goal needs.

They are here to test by. Nothing is trained or tuned on them.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from bench.observe.ask import mark
from bench.observe.labels import page_names, read_page
from bench.observe.site import serving
from bench.observe.wire import MATCH
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.playwright_nodes import Target
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.session import HostPolicy


@dataclass(frozen=True, slots=True)
class Case:
    """`needed` is the control to act on next for what was said."""

    page: str
    seen: Observation
    say: str
    needed: ElementId


async def cases(chromium: str) -> tuple[list[Case], int]:
    """The cases, and how many goals need a control that the reader doesn't list at all."""
    browsers = PlaywrightBrowsers(chromium, patience=10)
    try:
        with serving() as site:
            async with aclosing(_read(site, browsers)) as read:
                found = [case async for case in read]
    finally:
        await browsers.close()
    known = [case for case in found if case.needed]
    return known, len(found) - len(known)


async def _read(site: str, browsers: PlaywrightBrowsers) -> AsyncGenerator[Case, None]:
    for name in (name for name in page_names() if not read_page(name).app):
        page = read_page(name)
        address = site + page.path
        hosts = HostPolicy(allowed=(address.split("/")[2],), allow_local=True)
        browser = await browsers.open(address, hosts, None)
        try:
            seen, ids = await _labelled(browser, name)
        finally:
            await browser.close()
        for goal in page.goals:
            yield Case(name, seen, goal.say, ids.get(goal.control, ElementId(0)))


async def _labelled(
    browser: PlaywrightBrowser, name: str
) -> tuple[Observation, Mapping[str, ElementId]]:
    await browser.observe()
    page = browser._tabs.current  # noqa: SLF001 no part of the port: only a bench looks behind it
    _, _sessions = await mark(page, read_page(name).labels)
    seen = await browser.observe()
    return seen, await _ids(browser._targets)  # noqa: SLF001 the same


async def _ids(targets: Sequence[Target]) -> dict[str, ElementId]:
    found: dict[str, ElementId] = {}
    for target in targets:
        node = await target.handle()
        label = "" if node is None else str(await node.evaluate(MATCH))
        found.setdefault(label, target.element.id)
    return found
