"""Pages that hold something back until they are scrolled, in real Chromium."""

import pytest

from errands.agent.loop import Desk, run_turn
from errands.backends.memory import ManualClock
from errands.backends.memory_model import ScriptedModel
from errands.backends.playwright_session import PlaywrightBrowser
from errands.contracts.observation import Observation
from errands.contracts.ports import Request
from errands.contracts.recording import Recording
from errands.contracts.step import EffectKind, Step
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, named
from tests.integration.scrolled_pages import (
    CHAT,
    CHAT_FROM_THE_END,
    ENDLESS,
    ENDLESS_IN_A_FRAME,
    ENDLESS_IN_A_ROOT,
    HEARD_BY_THE_WINDOW,
    INNER,
    LAST_ROW_WATCHED,
    LONG,
    PLACEHOLDERS,
    REACT_LIKE,
    REVEALED,
    STOPS,
    STOPS_HEARING,
    VIRTUAL,
    VIRTUAL_PAGE,
)
from tests.page_server import PageServer
from tests.unit.agent.pages import session, turn

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


def rows(seen: Observation) -> list[str]:
    return [e.name for e in seen.elements if e.name.startswith("Row ")]


def going(seen: Observation) -> list[tuple[str, str]]:
    return [
        (section.name, way)
        for section in seen.sections
        for way, goes in (("below", section.below), ("above", section.above))
        if goes
    ]


async def on(browser: PlaywrightBrowser, *, back: bool = False) -> str:
    seen = await browser.observe()
    place = next(n for n, s in enumerate(seen.sections) if (s.above if back else s.below))
    return str(await browser.scroll(place, back=back))


@pytest.mark.parametrize(
    "page",
    [ENDLESS, LAST_ROW_WATCHED, INNER, HEARD_BY_THE_WINDOW, ENDLESS_IN_A_ROOT],
    ids=["watched end", "watched last row", "inner box", "window listener", "closed shadow root"],
)
async def test_a_list_grows_until_nothing_more_comes(
    show: Open, site: PageServer, page: str
) -> None:
    site.put("/rows", "")
    browser = await show(page)
    seen = await browser.observe()
    assert len(rows(seen)) == 20
    assert going(seen) == [("News", "below")]
    assert await on(browser) == 'ok ="20 more"'
    assert await on(browser) == 'ok ="20 more"'
    assert len(rows(await browser.observe())) == 60
    assert await on(browser) == "no change (nothing more)"
    seen = await browser.observe()
    assert (len(rows(seen)), going(seen)) == (60, [])
    await click(browser, "Row 1")
    assert going(await browser.observe()) == []


@pytest.mark.parametrize(
    "page",
    [
        STOPS.replace("HOW", "disconnect()"),
        STOPS.replace("HOW", "unobserve(note)"),
        STOPS_HEARING,
    ],
    ids=["disconnect", "unobserve", "remove listener"],
)
async def test_a_list_that_waits_for_no_more_goes_nowhere(
    show: Open, site: PageServer, page: str
) -> None:
    site.put("/rows", "")
    browser = await show(page)
    assert going(await browser.observe()) == [("News", "below")]
    assert await on(browser) == 'ok ="20 more"'
    assert going(await browser.observe()) == []


async def test_a_list_in_a_frame_grows_too(show: Open, other_site: PageServer) -> None:
    other_site.put("/rows", "")
    inner = other_site.put("/list", ENDLESS_IN_A_FRAME)
    browser = await show(f"<h1>Page</h1><iframe src={inner} width=600 height=500></iframe>")
    assert await on(browser) == 'ok ="20 more"'
    assert len(rows(await browser.observe())) == 40


@pytest.mark.parametrize("page", [VIRTUAL, VIRTUAL_PAGE], ids=["box", "window"])
async def test_every_row_of_a_virtual_list_is_met(show: Open, page: str) -> None:
    browser = await show(page)
    seen = await browser.observe()
    assert going(seen) == [("Log", "below")]
    met = dict.fromkeys(rows(seen))
    while ("Log", "below") in going(seen):
        await on(browser)
        seen = await browser.observe()
        assert rows(seen)[0] != "Row 1"
        met |= dict.fromkeys(rows(seen))
    assert list(met) == [f"Row {n}" for n in range(1, 121)]
    assert going(seen) == [("Log", "above")]
    while ("Log", "above") in going(seen):
        await on(browser, back=True)
        seen = await browser.observe()
    assert rows(seen)[0] == "Row 1"


@pytest.mark.parametrize("page", [CHAT, CHAT_FROM_THE_END], ids=["scrolled down", "reversed"])
async def test_a_talk_goes_back_where_it_is_scrolled_up(show: Open, page: str) -> None:
    browser = await show(page)
    seen = await browser.observe()
    assert going(seen) == [("Talk", "above")]
    assert await on(browser, back=True) == 'ok ="20 more"'
    met = rows(await browser.observe())
    assert sorted(met) == sorted(f"Row {n}" for n in range(21, 61))
    assert await on(browser, back=True) == 'ok ="20 more"'
    assert await on(browser, back=True) == "no change (nothing more)"
    assert going(await browser.observe()) == []


async def test_parts_that_are_filled_in_view_are_gone_through(show: Open) -> None:
    browser = await show(PLACEHOLDERS)
    seen = await browser.observe()
    assert rows(seen) == ["Row 1"]
    while any(way == "below" for _, way in going(seen)):
        await on(browser)
        seen = await browser.observe()
    assert rows(seen) == [f"Row {n}" for n in range(1, 7)]


@pytest.mark.parametrize(
    "page", [LONG, REACT_LIKE, REVEALED], ids=["plain", "capturing listener", "fading parts"]
)
async def test_a_page_that_holds_all_of_itself_goes_nowhere(show: Open, page: str) -> None:
    seen = await (await show(page)).observe()
    assert len(rows(seen)) == 60
    assert going(seen) == []


async def test_a_section_that_goes_nowhere_is_stale(show: Open) -> None:
    browser = await show(LONG)
    await browser.observe()
    assert (await browser.scroll(0)).kind is EffectKind.STALE
    assert (await browser.scroll(7, back=True)).kind is EffectKind.STALE


async def test_a_list_that_was_replaced_is_stale(show: Open) -> None:
    browser = await show(f"{INNER}<script>setTimeout(() => {{ box.remove() }}, 1500)</script>")
    seen = await browser.observe()
    place = next(n for n, section in enumerate(seen.sections) if section.below)
    while rows(await browser.observe()):
        pass
    assert (await browser.scroll(place)).kind is EffectKind.STALE


async def test_what_loads_near_a_control_is_loaded_by_going_there(show: Open) -> None:
    browser = await show("""<p>Top</p><div style="height:5000px"></div><button>Far</button>
    <p id=p></p><script>new IntersectionObserver(([e]) => {
      if (e.isIntersecting) p.textContent = "Price 12" }).observe(document.querySelector("button"))
    </script>""")
    seen = await browser.observe()
    assert "Price 12" not in [e.name for e in seen.elements]
    await browser.reveal(named(seen, "Far"))
    assert "Price 12" in [e.name for e in (await browser.observe()).elements]
    await browser.reveal(named(seen, "Far"))


class Quiet:
    """A ledger that writes nothing down and never stops a turn."""

    async def begin(self, step: Step) -> None: ...

    async def finish(self, step: Step, recording: Recording) -> None: ...

    async def cancelled(self) -> bool:
        return False


@pytest.mark.parametrize("page", [VIRTUAL, INNER], ids=["virtual", "growing"])
async def test_the_loop_reads_on_until_it_finds_what_is_wanted(
    show: Open, site: PageServer, page: str
) -> None:
    site.put("/rows", "")

    def answer(request: Request) -> str:
        if '"Row 57" [' in request.prompt.partition("<page")[2]:
            return 'say "There it is."'
        assert '"open next"' in request.grammar
        return "open next"

    model = ScriptedModel(answer)
    desk = Desk(browser=await show(page), model=model, clock=ManualClock(), ledger=Quiet())
    outcome = await run_turn(session(), turn("where is row 57?"), desk)
    assert outcome.turn.reply == "There it is."
    assert 'open next -> ok ="' in model.requests[-1].prompt
