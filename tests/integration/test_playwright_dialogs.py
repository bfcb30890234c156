"""JavaScript's dialogs in real Chromium: wherever they come from, none is agreed to."""

import pytest

from errands.contracts.action import Back, Goto
from errands.contracts.step import EffectKind
from tests.integration.conftest import Open
from tests.integration.playwright_words import click, fill
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_dialog_of_a_frame_is_told(show: Open, site: PageServer) -> None:
    site.put("/inner", "<button onclick=\"confirm('Pay now?')\">Pay</button>")
    browser = await show("<iframe src=/inner width=300 height=100></iframe>")
    assert str(await click(browser, "Pay")) == 'dialog "Pay now?" dismissed'


async def test_a_dialog_of_a_pop_up_is_told(show: Open, site: PageServer) -> None:
    site.put("/pop", "<p>Up</p><script>onload = () => confirm('Subscribe?')</script>")
    browser = await show("<a href=/pop target=_blank>More</a>")
    effect = await click(browser, "More")
    assert (effect.kind, effect.detail) == (EffectKind.DIALOG, "Subscribe?")
    assert (await browser.observe()).tab == 2


async def test_two_dialogs_in_a_row_are_both_told(show: Open) -> None:
    browser = await show("""<button onclick="confirm('Sure?') || alert('Kept')">Delete</button>""")
    effect = await click(browser, "Delete")
    assert (effect.kind, effect.detail) == (EffectKind.DIALOG, "Sure? Kept")


@pytest.mark.parametrize("back", [True, False])
async def test_a_page_that_objects_is_not_left_by_address(
    show: Open,
    site: PageServer,
    back: bool,  # noqa: FBT001
) -> None:
    guard = """<input aria-label=Note><script>onbeforeunload = (e) => e.preventDefault()</script>"""
    site.put("/two", guard)
    browser = await show("<p>One</p>")
    await browser.perform(Goto(url=f"http://{site.host}/two"))
    await fill(browser, "Note", "x")
    action = Back() if back else Goto(url=f"http://{site.host}/")
    assert (await browser.perform(action)).kind is EffectKind.DIALOG
    assert (await browser.observe()).url == f"http://{site.host}/two"
