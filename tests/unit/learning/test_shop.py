"""Errands at the shop: what is told is found, what is asked and done can be said, orders judged."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.parse import parse
from errands.agent.values.said import Said
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.part import Part
from learning.practice import topics_of
from learning.script import Script, ScriptKind
from learning.shop.draw import CATALOGUE, product_of
from learning.shop.heard import Heard
from learning.shop.practice import ShopDeeds, ShopPractice
from learning.shop.synthesis import make_script, topics_of_wish
from learning.wishes.shop import BuyProduct, BuyRest, PickProduct, ShopWish, shop_wish
from sites.record import Record
from sites.shop.details import Details
from sites.shop.kept_cart import kept_cart
from sites.shop.shopping import Line, Order, OrderedLine, Shopping
from sites.shop.store import ShopStore
from sites.shop.wording import Label, Wording
from sites.variant import HELD_OUT, TRAINING, Variant

PRACTICE = ShopPractice()
DETAILS = Details.model_fields.keys() - {"newsletter"}
variants = st.sampled_from((*TRAINING, *HELD_OUT))
scripts = st.builds(
    make_script, st.integers(0, 10**6), st.integers(0, 99), st.just(TODAY), variants
)


def first(kind: type[ShopWish], *kinds: ScriptKind, variant: int = 0) -> Script:
    made = (make_script(number, 1, TODAY, variant) for number in range(500))
    return next(s for s in made if isinstance(s.wish, kind) and s.kind in (kinds or ScriptKind))


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish = shop_wish(script.first or script.wish)
    words = script.opening.lower()
    for piece in {"product", "option", "remove", "street", "postal_code"} & set(wish.pieces):
        if wish.value(piece):
            told = re.search(rf"(?<!\w){re.escape(wish.value(piece).lower())}(?!\w)", words)
            assert (told is not None) == (piece in script.revealed)
    heard = Heard(Said(script.opening, TODAY), Wording(Variant.of(script.variant)))
    for piece in ("delivery", "payment"):
        assert heard.tells(piece, wish) == (piece in script.revealed)
    if not isinstance(wish, BuyRest):
        assert wish.quantity in (1, *heard.said.numbers)


@given(scripts)
def test_a_wish_can_be_met_before_and_after_a_change(script: Script) -> None:
    assert is_yes(script.confirm) == (script.kind is not ScriptKind.REFUSED)
    assert (script.kind is ScriptKind.CHANGED) == (script.change is not None)
    assert script.change is None or not is_yes(script.change)
    for wish in map(shop_wish, script.wishes):
        assert set(topics_of_wish(wish)) <= set(script.answers)
        product = product_of(wish)
        if isinstance(wish, BuyRest):
            assert product.id in {line.product_id for line in kept_cart(CATALOGUE, script.known_as)}
        else:
            assert bool(product.values) == bool(wish.option)
            assert wish.option in {"", *product.values}
            assert not kept_cart(CATALOGUE, script.known_as)


def test_a_file_holds_each_kind_of_wish() -> None:
    for kind in (BuyProduct, PickProduct, BuyRest):
        script = first(kind)
        assert Script.model_validate_json(script.model_dump_json()) == script


@given(scripts)
def test_bare_values_and_mistakes_can_be_read(script: Script) -> None:
    wording = Wording(Variant.of(script.variant))
    wish = shop_wish(script.wishes[0])
    for topic, text in PRACTICE.terse(script).items():
        if topic in script.answers:
            assert Heard(Said(text, TODAY), wording).tells(topic, wish)
    slip = PRACTICE.mistake(Random(1), script, TODAY)  # noqa: S311 a test
    if slip is not None:
        assert slip.topic not in script.revealed
        seeming = shop_wish(slip.wish)
        assert Heard(Said(slip.answer, TODAY), wording).tells(slip.topic, seeming)
        assert Heard(Said(slip.correction, TODAY), wording).tells(slip.topic, wish)


def part_of(script: Script) -> Part:
    return Part(script, topics_of(script, PRACTICE))


def line(
    script: Script, title: str, page: str, *, history: str = "", said: str = "", done: str = ""
) -> str:
    known = "".join(f"{slot}: {value}\n" for slot, value in script.profile.items())
    prompt = (
        f"<profile>\n{known}</profile>\n<chat>\n"
        f"user: {' '.join(script.opening.split())}\n{said}</chat>\n"
        f"<history>\n{history}</history>\n"
        f'<page host=a:1 title="{title} · Tidewell">\n{page}</page>\n{done}'
    )
    answer = PRACTICE.expert(part_of(script), TODAY, script.variant).line(prompt)
    parse(answer)
    return answer


HOME = """searchbox "Search products" [4]
button "Search" [5]
link "Cart (3)" [7]
link "Lamps" [9]
"""


def test_what_was_not_said_is_asked_for() -> None:
    told = first(BuyProduct, ScriptKind.AT_ONCE)
    silent = told.model_copy(update={"opening": "Buy me something"})
    assert line(told, "Categories", HOME) == f'fill 4 "{told.wish.value("product")}"'
    assert line(silent, "Categories", HOME) == 'ask "Which product would you like?"'
    rest = first(BuyRest, ScriptKind.AT_ONCE)
    silent = rest.model_copy(update={"opening": "Order what is in my cart"})
    assert line(rest, "Categories", HOME) == "click 7"
    assert line(silent, "Categories", HOME) == 'ask "Which one shall I take out?"'


def test_departments_that_are_folded_away_are_opened() -> None:
    script = first(PickProduct, ScriptKind.AT_ONCE)
    link = f'link "{Wording(Variant()).of(shop_wish(script.wish).value("category"))}" [9]\n'
    assert line(script, "Categories", link) == "click 9"
    assert line(script, "Categories", "... header 1 | navigation 7\n") == "open navigation"


def test_a_size_is_asked_for_on_the_page_of_the_product() -> None:
    script = next(
        s
        for s in (make_script(number, 3, TODAY) for number in range(500))
        if isinstance(s.wish, BuyProduct) and s.wish.option and "option" not in s.revealed
    )
    product = product_of(shop_wish(script.wish))
    asked = line(script, product.name, 'select "Quantity" [4] ="1"\nbutton "Add to cart" [5]\n')
    assert product.option is not None
    assert asked == f'ask "Which {product.option.kind} would you like?"'


def test_a_delivery_is_asked_for_in_the_words_of_the_shop_once_all_else_stands() -> None:
    script = first(BuyProduct, ScriptKind.AT_ONCE, variant=2)
    words = Wording(Variant.of(2))
    wish = script.wish
    script = script.model_copy(
        update={
            "opening": "Buy it",
            "profile": {name: wish.value(name) for name in DETAILS - {"delivery", "payment"}},
        }
    )
    radios = "".join(
        f'radio "{words.of(way)} (3 days, €4.90)" [{at}] off\n'
        for at, way in enumerate(("standard", "express", "pickup"), 4)
    )
    page = f'{radios}button "{words[Label.CONTINUE]}" [9]\n'
    title = words[Label.DELIVERY]
    asked = line(script, title, page)
    assert asked.startswith('ask "Which delivery would you like? There are ')
    told = words.of(shop_wish(wish).delivery)
    chosen = line(script, title, page, said=f"user: {told}\n")
    assert re.fullmatch(r"check [456] on", chosen)


SUMMARY = 'button "Place order" [3]\nlink "Edit details" [4]\nlink "Cart" [5]\n'


def test_who_says_no_orders_nothing() -> None:
    script = first(BuyProduct, ScriptKind.REFUSED)
    assert line(script, "Check your order", SUMMARY) == "click 3"
    no = line(
        script,
        "Check your order",
        SUMMARY,
        history='click "Place order" -> needs yes\n',
        said=f"user: {script.confirm}\n",
    )
    assert no.startswith('say "All right')


@pytest.mark.parametrize(("piece", "way"), [("payment", "click 4"), ("quantity", "click 5")])
def test_a_change_of_mind_leads_back_to_where_it_is_made(piece: str, way: str) -> None:
    script = next(
        s
        for s in (make_script(number, 2, TODAY) for number in range(900))
        if isinstance(s.first, BuyProduct) and s.first.value(piece) != s.wish.value(piece)
    )
    part, wish = part_of(script), script.first
    assert isinstance(wish, BuyProduct)
    changed = part.answer("Shall I?", (), StopReason.NEEDS_YES)
    name = ", ".join(filter(None, (product_of(wish).name, wish.option)))
    page = f"{wish.quantity} x {name}: €9.90\n{SUMMARY}"
    prompt = (
        f"<profile>\n</profile>\n<chat>\nuser: {' '.join(script.opening.split())}\n"
        f"user: {changed}\n</chat>\n"
        '<history>\nclick "Place order" -> needs yes\n</history>\n'
        f'<page host=a:1 title="Check your order · Tidewell">\n{page}</page>\n'
    )
    assert PRACTICE.expert(part, TODAY, 0).line(prompt) == way


def test_who_has_to_take_something_out_first_says_yes_to_that_and_to_the_order() -> None:
    part = part_of(first(BuyRest, ScriptKind.AT_ONCE))
    said = [part.answer("Shall I?", (), StopReason.NEEDS_YES) for _ in range(3)]
    assert said == [part.errand.confirm, part.errand.confirm, None]
    sized = next(
        s
        for s in (make_script(number, 2, TODAY) for number in range(900))
        if s.first is not None and s.first.value("option") != s.wish.value("option")
    )
    part = part_of(sized)
    told = [part.answer("Shall I?", (), StopReason.NEEDS_YES) for _ in range(4)]
    assert told == [sized.change, sized.confirm, sized.confirm, None]
    other = part_of(first(BuyRest, ScriptKind.REFUSED))
    assert [other.answer("Shall I?", (), StopReason.NEEDS_YES) for _ in range(2)] == [
        other.errand.confirm,
        None,
    ]


def ordered(script: Script, *lines: OrderedLine) -> ShopDeeds:
    wish = shop_wish(script.wish)
    details = Details.model_validate({name: getattr(wish, name) for name in DETAILS})
    order = Order(ref="A", draft="1", lines=lines, details=details, total=1)
    found = Shopping(cart=kept_cart(CATALOGUE, script.known_as))
    return ShopDeeds(Record(found, Shopping(orders=(order,))))


def line_of(kept: Line) -> OrderedLine:
    return OrderedLine(**kept.model_dump(), name="x", price=1)


def test_an_order_is_judged_by_the_site_and_its_values_told() -> None:
    script = first(BuyProduct)
    wish = script.wish
    assert isinstance(wish, BuyProduct)
    one = Line(product_id=product_of(wish).id, option=wish.option, quantity=wish.quantity)
    deeds = ordered(script, line_of(one))
    assert deeds
    assert deeds.judged(script).ok
    assert all(str(value) == wish.value(piece) for piece, value in deeds.values)
    more = one.model_copy(update={"quantity": wish.quantity + 1})
    assert ordered(script, line_of(more)).judged(script).kind == "wrong_quantity"


def test_what_is_left_of_a_cart_is_right_and_all_of_it_is_not() -> None:
    script = first(BuyRest)
    cart = kept_cart(CATALOGUE, script.known_as)
    gone = product_of(shop_wish(script.wish)).id
    rest = [line_of(each) for each in cart if each.product_id != gone]
    assert ordered(script, *rest).judged(script).ok
    assert ordered(script, *map(line_of, cart)).judged(script).kind == "extra_product"


def test_who_has_ordered_nothing_has_done_nothing(tmp_path: Path) -> None:
    script = first(BuyRest)
    deeds = ShopDeeds(ShopStore(tmp_path / "shop.db").of(script.known_as))
    assert not deeds
    assert deeds.judged(script).kind == "not_ordered"
