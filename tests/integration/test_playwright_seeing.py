"""What counts as a control, and what a person can't see, on pages that don't follow rules."""

import pytest

from tests.integration.conftest import Open
from tests.integration.playwright_words import click, fill, lines
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BOX = "style='width:20px;height:20px;background:"


async def controls(show: Open, body: str) -> list[str]:
    seen = await (await show(body)).observe()
    return [f"{e.role} {e.name}" for e in seen.elements if e.id]


async def test_closed_shadow_roots_are_read_and_filled(show: Open) -> None:
    browser = await show("""<x-a></x-a><script>
    customElements.define("x-a", class extends HTMLElement { constructor() { super();
      const root = this.attachShadow({mode: "closed"});
      root.innerHTML = "<label>Coupon <input></label><button>Apply</button>";
      root.querySelector("button").onclick = () => { document.title = "applied"; } } });
    if (document.querySelector("x-a").shadowRoot) document.title = "detected";</script>""")
    assert lines(await browser.observe()) == ['text "Coupon"', 'button "Apply"']
    assert str(await fill(browser, "Coupon", "SUN")) == 'ok ="SUN"'
    await click(browser, "Apply")
    assert (await browser.observe()).title == "applied"


async def test_closed_roots_that_are_written_in_the_page_are_read(show: Open) -> None:
    browser = await show("""<p>Before</p><x-b><template shadowrootmode=closed>
    <button>Inside</button></template></x-b><div><template shadowrootmode=closed>
    <button>Plain host</button></template></div><button>After</button>""")
    assert lines(await browser.observe()) == [
        'paragraph "Before"',
        'button "Inside"',
        'button "Plain host"',
        'button "After"',
    ]
    assert str(await click(browser, "Inside")) == "no change"


async def test_wrapped_functions_look_native(show: Open) -> None:
    browser = await show("""<p>x</p><script>
    const f = EventTarget.prototype.addEventListener;
    const own = Object.getOwnPropertyDescriptor(EventTarget.prototype, "addEventListener");
    document.title = [f.name, f.length, /native code/.test(String(f)), own.writable, own.enumerable,
      Element.prototype.attachShadow.name].join();</script>""")
    assert (await browser.observe()).title == "addEventListener,2,true,true,true,attachShadow"


LISTENERS = """<div id=a>Listens</div><div id=b>Points down</div><div id=c>Property</div>
<div id=d>Not any more</div><div id=e>Hovers</div><section id=f><p>Delegates to links</p>
<a href=/x>One</a></section><script>
const on = (id, name) => document.getElementById(id).addEventListener(name, hear);
function hear() {}
on("a", "click"); on("b", "pointerdown"); c.onclick = hear; on("d", "click"); on("e", "mouseover");
d.removeEventListener("click", hear); on("f", "click");
document.addEventListener("click", hear); document.body.addEventListener("click", hear);</script>"""


async def test_what_listens_for_a_press_is_a_button(show: Open) -> None:
    assert await controls(show, LISTENERS) == [
        "button Listens",
        "button Points down",
        "button Property",
        "link One",
    ]


JQUERY = """<div id=list><p class=row>First</p><p class=row>Second</p><p>Words</p></div><script>
const held = new Map();
window.jQuery = (root) => ({ find: (s) => ({ get: () => [...root.querySelectorAll(s)] }) });
jQuery._data = (el) => held.get(el);
const el = document.getElementById("list");
held.set(el, { click: [{ selector: ".row" }] }); el.addEventListener("click", () => {});</script>"""


async def test_what_a_list_waits_for_is_a_button_and_the_list_is_not(show: Open) -> None:
    assert await controls(show, JQUERY) == ["button First", "button Second"]


async def test_rows_of_a_list_that_listens_are_buttons(show: Open) -> None:
    body = """<ul id=u><li>Red</li><li>Green</li></ul>
    <script>u.addEventListener("click", () => {})</script>"""
    assert await controls(show, body) == ["button Red", "button Green"]


async def test_nested_clickables_are_one_control(show: Open) -> None:
    body = """<div onclick=1 style="cursor:pointer">
    <div onclick=1><span onclick=1>Add</span></div></div>
    <button onclick=1><span onclick=1>Save</span></button>
    <a href=/b><button>Buy</button></a>
    <li role=option onclick=1><label><input type=checkbox> Wifi</label></li>
    <label style="cursor:pointer"><span onclick=1>Mail</span> <input></label>"""
    assert await controls(show, body) == [
        *("button Add", "button Save", "button Buy", "checkbox Wifi", "text Mail"),
    ]


async def test_a_card_can_be_pressed_beside_its_own_button(show: Open) -> None:
    body = """<div onclick=1 style="cursor:pointer"><h3>Villa Rosa</h3><p>Two rooms</p>
    <button aria-label="Keep">o</button></div>"""
    assert await controls(show, body) == ["button Villa Rosa", "button Keep"]


async def test_focusable_parts_that_only_scroll_or_group_are_no_controls(show: Open) -> None:
    body = """<div role=tabpanel tabindex=0>Panel</div><main tabindex=0>Main</main>
    <pre tabindex=0 style="height:20px;overflow:auto">a<br>b<br>c<br>d</pre>
    <div tabindex=0 role=region aria-label=R>Region</div>"""
    assert await controls(show, body) == []


async def test_coloured_boxes_and_shapes_are_named_by_what_is_seen(show: Open) -> None:
    body = f"""<div onclick=1 {BOX}red'></div><div onclick=1 {BOX}rgb(10,10,240)'></div>
    <svg width=99 height=99><circle id=c1 r=9 cx=20 cy=20 fill=green onclick=1></circle>
    <rect width=9 height=9 x=50 fill=none></rect><text x=9 y=80 onclick=1>Seven</text>
    <polygon points="50,50 60,60 40,60" fill="#ff0" onclick=1><title>Hill</title></polygon></svg>"""
    assert await controls(show, body) == [
        *("button red box", "button blue box", "button green circle"),
        *("button Seven", "button Hill"),
    ]


async def test_icons_without_names_are_called_what_they_look_like(show: Open) -> None:
    body = """<style>.fa:before{content:"\\f1f8"} i {display:inline-block;width:9px;height:9px}
    .bg {width:20px;height:20px;background:url("/img/search-icon.png")}</style>
    <button><i class="fa fa-trash"></i></button>
    <button><svg width=9 height=9><use href="#icon-cart"></use></svg></button>
    <button><svg width=9 height=9><title>Menu</title></svg></button>
    <a href="/account"><svg width=9 height=9></svg></a>
    <button class="bg"></button><button class="modal-close"></button>
    <a href="/q"><img src="/img/big-logo.png" width=9 height=9></a>
    <a href="/r"><i class=x title="Send mail"></i></a>"""
    assert await controls(show, body) == [
        *("button trash", "button cart", "button Menu", "link account", "button search icon"),
        *("button modal close", "link big logo", "link Send mail"),
    ]


UNSEEN = """<div style="height:0;overflow:hidden"><button>Collapsed</button></div>
<div style="width:90px;height:30px;overflow:hidden;position:relative">
  <button style="position:absolute;left:200px">Next slide</button></div>
<div style="width:90px;height:30px;overflow:hidden"><div style="margin-left:300px;width:60px">
  <button>Pushed out</button><p>Words out</p></div></div>
<button style="position:fixed;left:3000px">Off the window</button>
<div style="transform:translateX(-4000px)"><button>Off left</button></div>
<button style="transform:scale(0)">Scaled</button>
<div style="opacity:0"><button>Clear</button></div><div inert><button>Inert</button></div>
<div hidden=until-found><button>Found</button></div>
<div style="content-visibility:hidden"><button>Skipped</button></div>
<button style="clip-path:circle(0)">Circle</button><button style="visibility:collapse">C</button>
<details><summary>More</summary><button>Closed</button></details>"""


async def test_what_nobody_sees_is_left_out(show: Open) -> None:
    seen = await (await show(UNSEEN)).observe()
    assert lines(seen) == ['button "More"']


async def test_what_can_be_scrolled_to_is_seen(show: Open) -> None:
    body = """<div style="height:50px;overflow:auto"><div style="height:900px"></div>
    <button>Below</button></div><div style="display:contents"><button>Contents</button></div>
    <div style="height:5000px"></div><button>Far</button>
    <div style="overflow:hidden;height:40px"><div style="overflow:auto;height:40px">
    <p style="height:300px">x</p><button>Inner</button></div></div>
    <div style="content-visibility:auto;height:30px"><button>Lazy</button></div>
    <div style="overflow:hidden;width:50px;height:20px">
    <ul style="position:absolute"><li><a href=/m>Escapes</a></ul></div>"""
    assert await controls(show, body) == [
        *("button Below", "button Contents", "button Far", "button Inner", "button Lazy"),
        "link Escapes",
    ]


async def test_a_dialog_over_a_backdrop_hides_the_rest(show: Open) -> None:
    body = """<button>Beneath</button><div style="position:fixed;inset:0;background:#0008"></div>
    <div role=dialog aria-label=Choose style="position:fixed;top:90px;left:90px;z-index:2">
    <button>Yes</button></div>"""
    assert await controls(show, body) == ["button Yes"]


async def test_a_layer_over_the_window_hides_the_rest_without_a_role(show: Open) -> None:
    body = """<button>Beneath</button><div style="position:fixed;inset:0;background:#0008">
    <div style="margin:90px;background:#fff"><p>Join us</p>
    <button>No, thanks</button></div></div>"""
    assert await controls(show, body) == ["button No, thanks"]


async def test_frames_of_two_ports_are_read(show: Open, other_site: PageServer) -> None:
    pay = other_site.put(
        "/pay",
        "<button onclick=1>Pay</button><div id=k>Key</div>"
        "<script>k.addEventListener('click', () => {})</script>",
    )
    assert await controls(show, f"<iframe src={pay}></iframe>") == ["button Pay", "button Key"]


async def test_pages_from_right_to_left_are_read(show: Open) -> None:
    body = """<style>html{direction:rtl}</style><label>שם <input></label>
    <div style="width:3000px"><button style="float:left">שמאל</button></div><p>検索結果</p>
    <button>予約する</button>"""
    assert await controls(show, body) == ["text שם", "button שמאל", "button 予約する"]


STATES = """<div role=slider tabindex=0 aria-label=Volume aria-valuenow=30 aria-valuemin=0
 aria-valuemax=99 style="height:9px"></div><input type=range aria-label=Size min=1 max=5 value=2>
<input type=color aria-label=Paint value="#ff0000"><input type=time aria-label=At value="10:30">
<button aria-expanded=false>Menu</button><a href=/a aria-current=page>Here</a>
<button aria-pressed=true>Bold</button><div role=tab class=active tabindex=0>First</div>
<div contenteditable=plaintext-only aria-label=Note>Hello</div>
<input aria-label=Born placeholder="DD/MM/YYYY">"""


async def test_values_bounds_and_states_are_told(show: Open) -> None:
    volume, size, paint, at, menu, here, bold, tab, note, born = (
        await (await show(STATES)).observe()
    ).elements
    assert (volume.role, volume.value, volume.minimum, volume.maximum) == (
        "number",
        "30",
        "0",
        "99",
    )
    assert (size.value, size.minimum, size.maximum) == ("2", "1", "5")
    assert (paint.value, at.value, note.value) == ("#ff0000", "10:30", "Hello")
    assert (menu.expanded, here.current, here.expanded) == (False, True, None)
    assert (bold.checked, tab.checked, menu.checked) == (True, True, None)
    assert born.hint == "DD/MM/YYYY"


async def test_a_field_is_called_by_the_words_above_it(show: Open) -> None:
    body = """<div><div>Departure Date</div><div><input readonly></div></div>
    <div><span>Nights</span><div><div><input></div></div></div>"""
    assert await controls(show, body) == ["button Departure Date", "text Nights"]


async def test_a_tab_and_the_link_in_it_are_one(show: Open) -> None:
    body = "<ul role=tablist><li role=tab tabindex=0><a href=#a>First</a></li></ul>"
    assert await controls(show, body) == ["tab First"]


async def test_the_field_that_takes_the_keys_is_seen_even_when_it_is_clear(show: Open) -> None:
    body = "<div style='opacity:0'><input aria-label=Line autofocus><input aria-label=Bait></div>"
    assert await controls(show, body) == ["text Line"]


async def test_cards_are_called_by_what_stands_out(show: Open) -> None:
    browser = await show("""<div onclick=1 style="cursor:pointer"><b>Fix the gate</b>
    <p>It has been hanging on one hinge since the storm</p><i>3 comments</i></div>""")
    assert lines(await browser.observe()) == [
        'button "Fix the gate"',
        'paragraph "It has been hanging on one hinge since the storm · 3 comments"',
    ]


async def test_a_sign_with_a_title_is_called_by_it(show: Open) -> None:
    body = """<button title="Vote up">▲</button><button title="Why">Because</button>
    <button>+</button>"""
    assert await controls(show, body) == ["button Vote up", "button Because", "button +"]


async def test_a_clear_box_over_its_drawing_is_seen(show: Open) -> None:
    body = """<span id=n>Night mode</span><span style="position:relative">o
    <input type=checkbox aria-labelledby=n style="opacity:0;position:absolute;inset:0;width:40px;
    height:20px"></span>"""
    assert await controls(show, body) == ["checkbox Night mode"]


async def test_what_describes_a_field_is_its_hint_where_it_has_no_other(show: Open) -> None:
    body = """<input aria-label=Born aria-describedby=how><p id=how>DD/MM/YYYY</p>
<input aria-label=Died placeholder="MM/DD/YYYY" aria-describedby=how>"""
    fields = [e for e in (await (await show(body)).observe()).elements if e.id]
    assert [field.hint for field in fields] == ["DD/MM/YYYY", "MM/DD/YYYY"]
