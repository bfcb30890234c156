"""What is read from a page, and what is left out."""

import pytest

from errands.contracts.action import Check
from tests.integration.conftest import Open
from tests.integration.playwright_words import check, click, fill, lines, named, outline
from tests.page_server import PageServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

DECOYS = """<h1>Checkout</h1><form>
<label>First name <input name=first></label>
<div aria-hidden=true style="width:1px;height:1px;overflow:hidden">
  <label for=d1>First name</label><input id=d1 name=autofill_first tabindex=-1>
  <label for=d2>City</label><input id=d2 tabindex=-1><select tabindex=-1><option>A</select></div>
<input aria-hidden=true tabindex=-1 placeholder="Leave empty">
<input style="position:absolute;left:-9999px" placeholder="Bot trap">
<input style="opacity:0" placeholder=Transparent>
<div style="position:absolute;clip:rect(0 0 0 0);width:9px;height:9px"><input placeholder=Cut></div>
<div style="clip-path:inset(50%)"><input placeholder=Inset></div>
<div style="display:none"><input placeholder=None></div>
<div style="visibility:hidden"><input placeholder=Hidden></div>
<details><summary>Gift</summary><input placeholder=Closed></details>
<input type=hidden name=token value=1></form>"""


async def test_decoys_are_left_out(show: Open) -> None:
    seen = await (await show(DECOYS)).observe()
    assert outline(seen) == {"form Checkout": ['text "First name"', 'button "Gift"']}


BOXES = """<style>.box input {position:absolute; opacity:0; width:0; height:0}</style>
<label class=box><input type=checkbox id=a><span>I accept the terms</span></label>
<span style="position:absolute;clip:rect(0 0 0 0)"><input type=radio id=b></span>
<label for=b>Pay later</label>
<input type=checkbox id=c style="display:none"><label for=c style="display:none">Trap</label>
<div role=switch aria-checked=false tabindex=0 aria-label=Newsletter onclick=
"this.setAttribute('aria-checked', this.getAttribute('aria-checked') !== 'true')">o</div>"""


@pytest.mark.parametrize("name", ["I accept the terms", "Pay later", "Newsletter"])
async def test_a_box_drawn_by_its_label_can_be_checked(show: Open, name: str) -> None:
    browser = await show(BOXES)
    seen = await browser.observe()
    assert [e.name for e in seen.elements] == ["I accept the terms", "Pay later", "Newsletter"]
    box = named(seen, name)
    assert str(await browser.perform(Check(element=box, on=True))) == 'ok ="on"'
    checked = (await browser.observe()).element(box)
    assert checked is not None
    assert checked.checked is True


LATE = """<button role=switch aria-checked=false aria-label=Newsletter onclick=
"setTimeout(() => this.setAttribute('aria-checked', this.getAttribute('aria-checked') !== 'true'),
150)">o</button>"""


async def test_a_switch_may_turn_once_its_server_has_heard(show: Open) -> None:
    browser = await show(LATE)
    assert str(await check(browser, "Newsletter")) == 'ok ="on"'


async def test_fields_of_several_lines_are_told_from_those_of_one(show: Open) -> None:
    browser = await show("""<input aria-label=One><textarea aria-label=Two></textarea>
    <div role=textbox contenteditable aria-label=Three></div>
    <div role=textbox contenteditable aria-multiline=false aria-label=Four></div>""")
    seen = await browser.observe()
    assert [e.name for e in seen.elements if e.multiline] == ["Two", "Three"]


async def test_open_shadow_roots_are_read_in_place(show: Open) -> None:
    browser = await show("""<p>Before</p><x-field><b slot=tail>Tail</b></x-field><p>After</p>
    <script>customElements.define("x-field", class extends HTMLElement { constructor() { super();
      this.attachShadow({mode: "open"}).innerHTML =
        "<label>Coupon <input></label><slot name=tail></slot>"; } });</script>""")
    seen = await browser.observe()
    assert [e.name for e in seen.elements] == ["Before", "Coupon", "Tail", "After"]
    assert str(await fill(browser, "Coupon", "SUN")) == 'ok ="SUN"'


async def test_frames_of_other_hosts_are_read_in_place(show: Open, other_site: PageServer) -> None:
    card = other_site.put("/card", "<label>Card number <input autocomplete=cc-number></label>")
    address = card.replace("127.0.0.1", "localhost")
    browser = await show(f"<button>One</button><iframe src={address}></iframe><button>Two</button>")
    seen = await browser.observe()
    assert lines(seen) == ['button "One"', 'text "Card number"', 'button "Two"']
    assert [e.id for e in seen.elements] == [1, 2, 3]
    assert str(await fill(browser, "Card number", "4111 1111")) == 'ok ="set"'
    read = (await browser.observe()).model_dump_json()
    assert "4111 1111" not in read
    assert "41111111" not in read


async def test_a_modal_dialog_hides_the_rest(show: Open) -> None:
    browser = await show("""<button>Beneath</button><dialog aria-label="Cookies">
    <p>We use cookies.</p><button onclick="this.closest('dialog').close()">Accept</button></dialog>
    <script>document.querySelector("dialog").showModal()</script>""")
    seen = await browser.observe()
    assert outline(seen) == {"dialog Cookies": ['paragraph "We use cookies."', 'button "Accept"']}
    assert str(await click(browser, "Accept")) == "ok"
    assert lines(await browser.observe()) == ['button "Beneath"']


async def test_a_div_that_covers_the_window_is_modal_too(show: Open) -> None:
    browser = await show("""<button>Beneath</button><div style="position:fixed;inset:0">
    <div role=dialog aria-labelledby=t><h2 id=t>Sign up</h2><button>No</button></div></div>""")
    assert outline(await browser.observe()) == {"dialog Sign up": ['button "No"']}


async def test_clickable_divs_are_buttons(show: Open) -> None:
    browser = await show("""<div onclick="document.title='x'">Attribute</div>
    <div style="cursor:pointer"><span>Pointer</span></div><span tabindex=0>Focusable</span>
    <div onclick="1"><button>Real</button> and words</div>
    <div role=button tabindex=0>Said</div><div onclick="1"></div>
    <script>document.addEventListener("click", () => {})</script>""")
    assert lines(await browser.observe()) == [
        'button "Attribute"',
        'button "Pointer"',
        'button "Focusable"',
        'button "Real"',
        'paragraph "and words"',
        'button "Said"',
    ]


async def test_names_come_from_where_people_read_them(show: Open) -> None:
    browser = await show("""<p id=l>Given <b>name</b></p><input aria-labelledby=l>
    <input aria-label=Family placeholder=no><label for=s>Street</label><input id=s placeholder=no>
    <label>Zip <input placeholder=no></label><button><img alt=Basket src=data:,></button>
    <input title=Hint placeholder=no><input placeholder=Only><p>Nick: <input name=n></p>
    <input type=submit><a href="/x"><svg aria-label=Home></svg></a>
    <button><span style="position:absolute;clip:rect(0 0 0 0)">Close</span>x</button>""")
    seen = await browser.observe()
    assert [e.name for e in seen.elements if e.id] == [
        *("Given name", "Family", "Street", "Zip", "Basket", "Hint", "Only", "Nick:"),
        *("Submit", "Home", "Close x"),
    ]


async def test_tables_terms_and_lists_are_short_lines(show: Open) -> None:
    browser = await show("""<h2>Order</h2>
    <dl><dt>Total</dt><dd>€ 12</dd><dt>Ship</dt><dd>Mon</dd></dl>
    <table><tr><th>Item<th>Price<tr><td>Lamp<td>€ 9</table>
    <h2>Offers</h2><ul><li><h3>Inn</h3><div>9.1</div><div>Wifi</div><a href=/a>Book</a></li>
    <li><h3>Spa</h3><div>8.0</div><a href=/b>Book</a></li></ul>""")
    seen = await browser.observe()
    assert outline(seen) == {
        "region Order": [
            'paragraph "Total: € 12"',
            'paragraph "Ship: Mon"',
            'paragraph "Item · Price"',
            'paragraph "Lamp · € 9"',
        ],
        "list Offers": [
            'paragraph "Inn · 9.1 · Wifi"',
            'link "Book"',
            'paragraph "Spa · 8.0"',
            'link "Book"',
        ],
    }
    assert [e.item for e in seen.elements][-4:] == [1, 1, 2, 2]


async def test_sections_of_a_large_form(show: Open) -> None:
    browser = await show("""<header><a href=/>Shop</a><nav><a href=/cart>Cart</a></nav></header>
    <main><h1>Checkout</h1><form><h2>Contact</h2><input type=email placeholder=Email>
    <p role=alert>Enter an email</p><fieldset><legend>Delivery</legend>
    <label><input type=radio name=d>Ship</label></fieldset><button>Pay now</button></form></main>
    <footer>© Shop</footer>""")
    assert outline(await browser.observe()) == {
        "region header": ['link "Shop"', 'link "Cart"'],
        "region Checkout": ['heading "Checkout"'],
        "form Contact": ['email "Email"', 'alert "Enter an email"', 'button "Pay now"'],
        "form Delivery": ['radio "Ship"'],
        "region footer": ['paragraph "© Shop"'],
    }


async def test_long_text_is_cut_between_words(show: Open) -> None:
    browser = await show(f"<p>{'word ' * 100}</p>")
    (text,) = (await browser.observe()).elements
    assert len(text.name) <= 240
    assert text.name.endswith("word…")


async def test_a_text_is_read_as_it_is_with_its_blanks_and_lines(show: Open) -> None:
    browser = await show("<textarea aria-label=Notes>one  two\nthree </textarea><input value=' '>")
    seen = await browser.observe()
    assert [e.value for e in seen.elements if e.id] == ["one  two\nthree ", ""]


async def test_half_an_emoji_is_read_as_a_letter_that_is_none(show: Open) -> None:
    browser = await show(f"""<p>{"😀" * 2000}</p><p>x{"😀" * 2000}</p><h1>C:\\\\ud83d</h1>
    <button></button><script>document.querySelector("button").textContent = "Hi \\ud83d";
    document.title = "\\ud83d"</script>""")
    seen = await browser.observe()
    assert seen.title == "\ufffd"
    assert [e.name for e in seen.elements][-2:] == ["C:\\\\ud83d", "Hi \ufffd"]
    assert all(e.name.encode() for e in seen.elements)


async def test_a_document_without_an_element_is_an_empty_page(show: Open) -> None:
    browser = await show("<p>Here</p>")
    await browser._tabs.current.evaluate("document.documentElement.remove()")
    assert (await browser.observe()).elements == ()
