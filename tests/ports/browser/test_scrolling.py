"""Pages that go on when they are scrolled."""

import pytest

from errands.contracts.observation import Observation
from errands.contracts.ports import Browser
from errands.contracts.step import NOTHING_MORE, Effect, EffectKind
from tests.integration.playwright_words import named
from tests.ports.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="module")


def links(seen: Observation) -> list[str]:
    return [e.name for e in seen.elements if e.id]


async def scroll(browser: Browser, *, back: bool = False) -> Effect:
    sections = (await browser.observe()).sections
    place = next(n for n, s in enumerate(sections) if (s.above if back else s.below))
    return await browser.scroll(place, back=back)


async def test_a_list_grows_to_its_end(visit: Visit) -> None:
    browser = await visit("feed")
    for count in (10, 20):
        assert len(links(await browser.observe())) == count
        assert str(await scroll(browser)) == 'ok ="10 more"'
    assert await scroll(browser) == NOTHING_MORE
    seen = await browser.observe()
    assert links(seen) == [f"News {n}" for n in range(1, 31)]
    assert not any(section.below or section.above for section in seen.sections)


async def test_rows_that_a_list_lets_go_of_are_found_again(visit: Visit) -> None:
    browser = await visit("log")
    ways = []
    for start in (1, 11, 21):
        seen = await browser.observe()
        assert links(seen) == [f"Line {n}" for n in range(start, start + 10)]
        ways += [(section.above, section.below) for section in seen.sections]
        if start < 21:
            assert str(await scroll(browser)) == 'ok ="10 more"'
    assert ways == [(False, True), (True, True), (True, False)]
    assert str(await scroll(browser, back=True)) == 'ok ="10 more"'
    assert links(await browser.observe())[0] == "Line 11"


async def test_a_section_that_goes_nowhere_is_stale(visit: Visit) -> None:
    browser = await visit("log")
    await browser.observe()
    for place, back in ((0, True), (5, False)):
        assert (await browser.scroll(place, back=back)).kind is EffectKind.STALE


async def test_a_control_can_be_brought_into_view(visit: Visit) -> None:
    browser = await visit("index")
    seen = await browser.observe()
    await browser.reveal(named(seen, "About"))
    assert await browser.observe() == seen
