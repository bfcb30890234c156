"""Playwright's snapshot for AI agents, which its MCP server sends."""

import asyncio
import re
from time import perf_counter

from playwright.async_api import Page, async_playwright

from bench.observe.ask import mark
from bench.observe.eyes.lines import CONTROLS, below
from bench.observe.labels import read_page
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

_LINE = re.compile(r"^\s*- '?(?P<role>[\w-]+).*\[ref=(?P<ref>\w+)\]")


async def main(the: Order) -> None:
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=the.chromium, args=list(ARGUMENTS))
        context = await chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        for name, address in the.pages.items():
            page = await context.new_page()
            await page.goto(address)
            await page.wait_for_selector(read_page(name).ready, state="attached")
            await asyncio.sleep(PAUSE)
            tell(await _look(name, page, the.repeats))
            await page.close()
        await chromium.close()


async def _look(name: str, page: Page, repeats: int) -> Seen:
    text = await page.aria_snapshot(mode="ai")
    times = []
    for _ in range(repeats):
        start = perf_counter()
        text = await page.aria_snapshot(mode="ai")
        times.append((perf_counter() - start) * 1000)
    marked, _ = await mark(page, read_page(name).labels)
    lines = (await page.aria_snapshot(mode="ai")).splitlines()
    found = [await _listed(page, lines, at) for at in range(len(lines))]
    listed = tuple(each for each in found if each is not None)
    return Seen(name, text, tuple(times), listed, wanted_of(marked))


async def _listed(page: Page, lines: list[str], at: int) -> Listed | None:
    line = _LINE.match(lines[at])
    if line is None:
        return None
    node = await page.query_selector(f"aria-ref={line['ref']}")
    label = "" if node is None else str(await node.evaluate(MATCH))
    points = "[cursor=pointer]" in lines[at]
    return Listed(label, below(lines, at), line["role"] in CONTROLS or points)


if __name__ == "__main__":
    asyncio.run(main(order()))
