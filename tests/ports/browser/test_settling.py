"""How long a page is waited for. Real Chromium only: nothing takes time in the twin."""

from time import monotonic

import pytest

from errands.contracts.step import EffectKind
from tests.integration.playwright_words import click, lines
from tests.page_fixtures import Open
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

AN_ANSWER = 20.0
"""Seconds in which a look has to come back, on a computer that does other things meanwhile."""


async def test_a_late_reaction_is_waited_for(show: Open, site: PageServer) -> None:
    site.put("/data", "<b>Loaded</b>")
    browser = await show("""<button onclick="setTimeout(async () => {
      await fetch('/data'); p.textContent = 'Loaded' }, 250)">Load</button><p id=p></p>""")
    assert (await click(browser, "Load")).kind is EffectKind.OK
    assert lines(await browser.observe())[1] == 'paragraph "Loaded"'


async def test_what_a_page_loads_at_first_is_waited_for(show: Open, site: PageServer) -> None:
    site.put("/data", "<b>Loaded</b>")
    browser = await show("""<p id=p>Loading</p><script>fetch('/data')
      .then(() => fetch('/data')).then(() => { p.textContent = 'Loaded' })</script>""")
    assert lines(await browser.observe()) == ['paragraph "Loaded"']


async def test_a_page_that_leads_on_by_itself_is_followed(show: Open, site: PageServer) -> None:
    site.put("/two", "<p>Two</p>")
    browser = await show("""<p>One</p><button onclick="go()">Go</button><script>
      function go() { setTimeout(() => { location = '/two' }, 150) }</script>""")
    assert (await click(browser, "Go")).kind is EffectKind.PAGE_CHANGED
    assert lines(await browser.observe()) == ['paragraph "Two"']


async def test_a_page_that_never_rests_is_read_all_the_same(show: Open) -> None:
    browser = await show("""<button>Stop</button><p id=p></p><script>
      setInterval(() => { p.textContent = `Tick ${performance.now()}` }, 10)</script>""")
    started = monotonic()
    assert lines(await browser.observe())[0] == 'button "Stop"'
    assert monotonic() - started < AN_ANSWER


async def test_an_opening_that_is_drawn_slowly_is_seen_whole(show: Open) -> None:
    browser = await show("""<style>#m { overflow: hidden; height: 0; transition: height .3s }
      #m.open { height: 60px }</style><button onclick="m.className = 'open'">More</button>
      <div id=m><button>Inside</button></div>""")
    assert (await click(browser, "More")).kind is EffectKind.OK
    assert 'button "Inside"' in lines(await browser.observe())
