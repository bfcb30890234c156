"""Choosing from every kind of list in real Chromium."""

import pytest

from errands.contracts.action import Select
from errands.contracts.step import EffectKind
from tests.integration.conftest import Open
from tests.integration.playwright_words import fill, lines, named, select

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_an_option_of_a_group_is_selected(show: Open) -> None:
    browser = await show("""<select aria-label=Car><option value="">Choose</option>
    <optgroup label=Swedish><option>Volvo<option disabled>Saab</optgroup>
    <optgroup label=German><option>Audi</optgroup></select>""")
    assert str(await select(browser, "Car", "audi")) == 'ok ="Audi"'
    assert (await select(browser, "Car", "Saab")).kind is EffectKind.NO_MATCH


async def test_a_multiple_select_keeps_what_was_chosen(show: Open) -> None:
    browser = await show("""<select multiple aria-label=Fruit><option>Apple<option>Pear
    <option>Plum</select>""")
    await select(browser, "Fruit", "Pear")
    assert str(await select(browser, "Fruit", "Apple")) == 'ok ="Apple, Pear"'


async def test_a_list_that_another_loads_is_waited_for(show: Open) -> None:
    browser = await show("""<select aria-label=Country
    onchange="setTimeout(() => c.add(new Option('Rome')), 250)">
    <option value="">?<option>Italy</select>
    <select id=c aria-label=City><option value="">?</select>""")
    seen = await browser.observe()
    await browser.perform(Select(element=named(seen, "Country"), option="Italy"))
    assert str(await select(browser, "City", "Rome")) == 'ok ="Rome"'


CUSTOM = """<div id=b role=combobox tabindex=0 aria-label=Size style="cursor:pointer">Any</div>
<div id=l hidden><div>Small</div><div>Large</div><div>Extra large</div></div>
<script>b.onclick = () => setTimeout(() => { l.hidden = !l.hidden }, 200);
l.onclick = (e) => { b.textContent = e.target.textContent; l.hidden = true }</script>"""


async def test_a_list_of_bare_divs_is_chosen_from(show: Open) -> None:
    browser = await show(CUSTOM)
    assert str(await select(browser, "Size", "large")) == 'ok ="Large"'


async def test_a_list_without_the_option_is_closed_again(show: Open) -> None:
    browser = await show(CUSTOM)
    effect = await select(browser, "Size", "Larger")
    assert effect.kind is EffectKind.NO_MATCH
    assert "Large" in effect.detail.split(" | ")
    assert lines(await browser.observe()) == ['select "Size" ="Any"']


async def test_a_button_that_opens_a_menu_is_chosen_from(show: Open) -> None:
    browser = await show("""<button id=b aria-haspopup=listbox>Sort</button><ul id=l hidden>
    <li style="cursor:pointer">Cheapest<li style="cursor:pointer">Nearest</ul>
    <script>b.onclick = () => { l.hidden = !l.hidden };
    l.onclick = (e) => {
      b.textContent = 'Sort: ' + e.target.textContent; l.hidden = true }</script>""")
    assert (await select(browser, "Sort", "Nearest")).kind is EffectKind.OK
    assert 'select "Sort: Nearest"' in lines(await browser.observe())


TYPE_AHEAD = """<input role=combobox aria-label=City id=c aria-controls=l value=Oslo>
<ul role=listbox id=l></ul><script>
const all = ["Rome, Italy", "Romford, England", "Nice, France"];
let timer; c.oninput = () => { clearTimeout(timer); timer = setTimeout(async () => {
  await new Promise((done) => setTimeout(done, 200));
  l.innerHTML = all.filter((name) => name.toLowerCase().startsWith(c.value.toLowerCase()))
    .map((name) => `<li role=option>${name}</li>`).join("") }, 300) };
c.onblur = () => setTimeout(() => { l.innerHTML = "" }, 100);
l.onmousedown = (e) => { c.value = e.target.textContent; l.innerHTML = "" }</script>"""


@pytest.mark.parametrize("option", ["Rome, Italy", "rome"])
async def test_a_type_ahead_is_typed_into_and_chosen_from(show: Open, option: str) -> None:
    browser = await show(TYPE_AHEAD)
    assert str(await select(browser, "City", option)) == 'ok ="Rome, Italy"'


async def test_a_type_ahead_without_a_match_holds_what_it_held(show: Open) -> None:
    browser = await show(TYPE_AHEAD)
    assert (await select(browser, "City", "Paris")).kind is EffectKind.NO_MATCH
    assert lines(await browser.observe()) == ['combobox "City" ="Oslo"']


async def test_a_suggestion_of_a_datalist_is_selected(show: Open) -> None:
    browser = await show("""<input aria-label=Colour list=d>
    <datalist id=d><option>Red<option>Blue</datalist>""")
    assert str(await select(browser, "Colour", "blue")) == 'ok ="Blue"'


async def test_a_list_that_draws_only_what_is_in_sight_is_scrolled(show: Open) -> None:
    browser = await show("""<button id=b role=combobox aria-label=Year>2031</button>
    <div id=l role=listbox hidden style="height:100px;overflow-y:auto"><div id=s
    style="height:4000px;position:relative"></div></div><script>
    function draw() { const from = Math.floor(l.scrollTop / 20); s.innerHTML = "";
      for (let i = from; i < from + 6; i++) s.insertAdjacentHTML("beforeend",
        `<div role=option style="position:absolute;top:${i * 20}px;height:20px">${1900 + i}`) }
    b.onclick = () => { l.hidden = !l.hidden; draw() }; l.onscroll = draw;
    l.onclick = (e) => { b.textContent = e.target.textContent; l.hidden = true }</script>""")
    assert str(await select(browser, "Year", "1987")) == 'ok ="1987"'


async def test_suggestions_of_a_plain_field_stay_open(show: Open) -> None:
    browser = await show("""<input class=ui-autocomplete-input aria-label=City id=c>
    <ul id=l></ul><script>c.oninput = () => setTimeout(() => {
      l.innerHTML = `<li style="cursor:pointer">${c.value}, Italy</li>` }, 300);
    l.onclick = (press) => { c.value = press.target.textContent };
      c.onblur = () => { l.innerHTML = "" }</script>""")
    assert str(await fill(browser, "City", "Rome")) == 'ok ="Rome"'
    assert lines(await browser.observe())[1:] == ['button "Rome, Italy"']
