"""A pointer alone tells of a control only where somebody may listen."""

import pytest

from tests.integration.conftest import Open
from tests.integration.playwright_words import lines

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BADGE = "<div><span style=cursor:pointer>Moderator</span><a href=/>Home</a></div>"


async def pressed(show: Open, body: str) -> list[str]:
    seen = await (await show(body)).observe()
    return [line for line in lines(seen) if line.startswith("button")]


async def test_where_nobody_listens_a_pointer_is_decoration(show: Open) -> None:
    assert await pressed(show, BADGE) == []


@pytest.mark.parametrize(
    "listens",
    [
        "document.querySelector('div').addEventListener('click', () => {})",
        "document.addEventListener('mousedown', () => {})",
        "window.addEventListener('click', () => {})",
        "document.body.onclick = () => {}",
    ],
)
async def test_where_somebody_above_listens_it_may_be_a_control(show: Open, listens: str) -> None:
    assert await pressed(show, f"{BADGE}<script>{listens}</script>") == ['button "Moderator"']


async def test_what_watches_every_press_on_the_window_is_not_the_page(show: Open) -> None:
    watch = "window.addEventListener('click', () => {}, {capture: true})"
    assert await pressed(show, f"{BADGE}<script>{watch}</script>") == []


async def test_a_menu_of_style_sheets_alone_can_be_pressed(show: Open) -> None:
    menu = """<style>li {cursor:pointer} ul ul {display:none} li:hover > ul {display:block}</style>
    <ul><li>Lamps <ul><li><a href=/desk>Desk lamps</a></li></ul></li></ul>"""
    assert await pressed(show, menu) == ['button "Lamps"']


CELLS = """<table><tr><td><a href=/a>a.csv</a><td>320<td>csv</tr>
<tr><td><a href=/b>b.txt</a><td>280<td>txt</tr></table><script>
for (const cell of document.querySelectorAll("td")) cell.addEventListener("click", () => {});
</script>"""


async def test_cells_that_all_listen_beside_their_row_s_link_are_text(show: Open) -> None:
    seen = await (await show(CELLS)).observe()
    assert lines(seen) == [
        *('link "a.csv"', 'paragraph "320 · csv"', 'link "b.txt"', 'paragraph "280 · txt"'),
    ]


async def test_days_that_listen_are_pressed(show: Open) -> None:
    days = CELLS.replace("<a href=/a>a.csv</a>", "1").replace("<a href=/b>b.txt</a>", "2")
    assert await pressed(show, days) == [
        f'button "{name}"' for name in ("1", "320", "csv", "2", "280", "txt")
    ]


@pytest.mark.parametrize("keeps", ["title", "data-tooltip", "data-bs-original-title", "tt"])
async def test_a_sign_is_called_what_its_tip_says(show: Open, keeps: str) -> None:
    seen = await (await show(f"<a href=/up {keeps}='Upload files'>🚀</a>")).observe()
    assert lines(seen) == ['link "Upload files"']


async def test_a_document_that_a_script_wrote_may_be_listened_to(show: Open) -> None:
    written = f"""<script>addEventListener("load", () => {{
      document.open(); document.write(`{BADGE}`); document.close();
      document.querySelector("div").addEventListener("click", () => {{}}); }})</script>"""
    assert await pressed(show, written) == ['button "Moderator"']
