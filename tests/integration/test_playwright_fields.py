"""Filling every kind of field in real Chromium."""

import pytest

from errands.contracts.step import EffectKind
from tests.integration.conftest import Open
from tests.integration.playwright_words import fill, lines

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("date", "2027-05-12", "2027-05-12"),
        ("month", "2027-05-12", "2027-05"),
        ("week", "2027-05-12", "2027-W19"),
        ("time", "5:30 pm", "17:30"),
        ("datetime-local", "2027-05-12T17:30", "2027-05-12T17:30"),
        ("color", "orange", "#ffa500"),
        ("color", "#FF8800", "#ff8800"),
        ("number", "42", "42"),
        ("range", "40", "40"),
    ],
)
async def test_native_fields_take_their_kind(show: Open, kind: str, text: str, shown: str) -> None:
    browser = await show(f"<input type={kind} aria-label=Field step=any>")
    assert str(await fill(browser, "Field", text)) == f'ok ="{shown}"'


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("type=range min=0 max=100 step=10", "37", "it takes 0 to 100 in steps of 10"),
        ("type=range", "much", "it takes 0 to 100 in steps of 1"),
        ("type=color", "nice", "it takes colours like #ff8800, or their English names"),
        ("type=time", "noon", 'it shows "", and takes times like 17:30'),
    ],
)
async def test_a_value_that_does_not_fit_says_what_would(
    show: Open, field: str, text: str, told: str
) -> None:
    browser = await show(f"<input {field} aria-label=Field>")
    effect = await fill(browser, "Field", text)
    assert (effect.kind, effect.detail) == (EffectKind.FAILED, told)


SLIDER = """<div role=slider tabindex=0 aria-label=Price aria-valuemin=0 aria-valuemax=50
aria-valuenow=20 style="width:20px;height:20px">.</div><script>
document.querySelector("[role=slider]").onkeydown = (e) => {
  const by = { ArrowRight: 5, ArrowLeft: -5 };
  const now = Number(e.target.getAttribute("aria-valuenow")) + (by[e.key] ?? 0);
  e.target.setAttribute("aria-valuenow", Math.max(0, Math.min(50, now))) }</script>"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("45", 'ok ="45"'),
        ("0", 'ok ="0"'),
        ("33", 'failed it shows "35"'),
        ("x", "failed it takes a number"),
    ],
)
async def test_a_slider_is_turned_by_its_keys(show: Open, text: str, told: str) -> None:
    browser = await show(SLIDER)
    assert str(await fill(browser, "Price", text)) == told


async def test_an_editor_is_filled_and_read_back(show: Open) -> None:
    browser = await show(
        """<div contenteditable=true aria-label=Letter><p>Old <b>words</b></p></div>"""
    )
    assert str(await fill(browser, "Letter", "Dear Maya")) == 'ok ="Dear Maya"'
    assert lines(await browser.observe()) == ['text "Letter" ="Dear Maya"']


async def test_a_mask_that_writes_its_own_form_is_read_back(show: Open) -> None:
    browser = await show("""<input aria-label=Phone
    oninput="const d = this.value.replace(/\\D/g, '');
    this.value = d.length > 3 ? d.slice(0, 3) + '-' + d.slice(3, 7) : d">""")
    assert str(await fill(browser, "Phone", "5551234")) == 'ok ="555-1234"'


async def test_a_long_text_goes_into_an_area(show: Open) -> None:
    browser = await show("<textarea aria-label=Note maxlength=500></textarea>")
    text = "word " * 30 + "end"
    assert str(await fill(browser, "Note", text)) == f'ok ="{text}"'
