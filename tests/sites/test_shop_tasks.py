import pytest

from sites.record import Record
from sites.shop.catalogue import Catalogue, Search
from sites.shop.details import Delivery, Details, Payment
from sites.shop.kept_cart import kept_cart
from sites.shop.product import Category, Product
from sites.shop.shopping import Line, Order, OrderedLine, Shopping
from sites.shop.tasks import Kind, check
from sites.shop.wish import BuyWish, OrderWish, PickWish, Preference, RestWish, ShopWish, visit

CATALOGUE = Catalogue(7)
LAMPS = CATALOGUE.search(Search(category=Category.LAMPS))
SIZED = next(one for one in LAMPS if one.option)
OTHER = next(one for one in LAMPS if one is not SIZED)
PLACE = OrderWish(
    delivery=Delivery.STANDARD,
    payment=Payment.INVOICE,
    first_name="Ana",
    last_name="Lima",
    street="Rua Nova 5",
    postal_code="1200-301",
    city="São Pedro",
    country="Portugal",
    email="ana@example.org",
    phone="+351 21 555 0101",
)
HOW = {name: getattr(PLACE, name) for name in OrderWish.__slots__}
WISH = BuyWish(**HOW, product=f"the {SIZED.said[3]}", option=SIZED.values[1], quantity=2)
DETAILS = Details(**HOW)


def line_of(product: Product, option: str = "", quantity: int = 1) -> OrderedLine:
    return OrderedLine(
        product_id=product.id,
        option=option,
        quantity=quantity,
        name=product.name,
        price=product.price,
    )


RIGHT = line_of(SIZED, SIZED.values[1], 2)


def order_of(*lines: OrderedLine, details: Details = DETAILS) -> Order:
    return Order(ref="H7K2Q9", draft="1", lines=lines, details=details, total=1)


def record_of(*orders: Order, cart: tuple[Line, ...] = ()) -> Record[Shopping]:
    return Record(Shopping(cart=cart), Shopping(orders=orders))


def kind_of(wish: ShopWish, *lines: OrderedLine, cart: tuple[Line, ...] = ()) -> Kind:
    return Kind(check(wish, record_of(order_of(*lines), cart=cart)).kind)


def test_the_right_order_is_ok() -> None:
    verdict = check(WISH, record_of(order_of(RIGHT)))
    assert (verdict.ok, verdict.kind, verdict.detail) == (True, Kind.OK, "H7K2Q9")


def test_spelling_that_means_the_same_is_ok() -> None:
    typed = {"first_name": "ANA ", "city": "Sao Pedro", "phone": "(+351) 215550101"}
    same = DETAILS.model_copy(update=typed)
    assert check(WISH, record_of(order_of(RIGHT, details=same))).ok


def test_nothing_ordered_and_ordered_twice() -> None:
    assert check(WISH, record_of()).kind is Kind.NOT_ORDERED
    assert check(WISH, record_of(*[order_of(RIGHT)] * 2)).kind is Kind.ORDERED_TWICE


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([line_of(OTHER, quantity=2)], Kind.WRONG_PRODUCT),
        ([RIGHT, line_of(OTHER)], Kind.EXTRA_PRODUCT),
        ([RIGHT, line_of(SIZED, SIZED.values[0])], Kind.EXTRA_PRODUCT),
        ([line_of(SIZED, SIZED.values[0], 2)], Kind.WRONG_OPTION),
        ([line_of(SIZED, SIZED.values[1], 1)], Kind.WRONG_QUANTITY),
    ],
)
def test_other_things_are_not_what_was_wished(lines: list[OrderedLine], kind: Kind) -> None:
    verdict = check(WISH, record_of(order_of(*lines)))
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"delivery": Delivery.EXPRESS}, Kind.WRONG_DELIVERY),
        ({"payment": Payment.CARD}, Kind.WRONG_PAYMENT),
        ({"first_name": "Eva"}, Kind.WRONG_PERSON),
        ({"last_name": "Costa"}, Kind.WRONG_PERSON),
        ({"email": "a@example.org"}, Kind.WRONG_PERSON),
        ({"phone": "+351 21 555 0102"}, Kind.WRONG_PERSON),
        ({"street": "Rua Nova 6"}, Kind.WRONG_ADDRESS),
        ({"postal_code": "1200-302"}, Kind.WRONG_ADDRESS),
        ({"city": "Lisboa"}, Kind.WRONG_ADDRESS),
        ({"country": "Spain"}, Kind.WRONG_ADDRESS),
        ({"newsletter": "yes"}, Kind.UNWANTED_NEWSLETTER),
    ],
)
def test_each_wrong_detail_has_its_kind(change: dict[str, str], kind: Kind) -> None:
    wrong = order_of(RIGHT, details=DETAILS.model_copy(update=change))
    verdict = check(WISH, record_of(wrong))
    assert (verdict.ok, verdict.kind) == (False, kind)


@pytest.mark.parametrize("preference", Preference)
def test_one_of_a_category_under_a_price_is_right(preference: Preference) -> None:
    key = {Preference.CHEAPEST: lambda x: x.price, Preference.BEST_RATED: lambda x: -x.rating}
    too_dear = 0
    for category in Category:
        found = sorted(CATALOGUE.search(Search(category=category)), key=lambda one: one.price)
        euros = found[5].price // 100 + 1
        best = min(found[:6], key=key[preference])
        too_dear += best is not min(found, key=key[preference])
        for one in found:
            option = one.values[0] if one.values else ""
            wish = PickWish(
                **HOW,
                category=category,
                preference=preference,
                euros=euros,
                option=option,
                quantity=1,
            )
            assert (kind_of(wish, line_of(one, option)) is Kind.OK) == (one is best)
    assert too_dear or preference is Preference.CHEAPEST


def test_all_but_one_of_a_kept_cart_is_right() -> None:
    found = kept_cart(CATALOGUE, "kept-1")
    products = {one.id: one for one in CATALOGUE.products}
    gone, *rest = [line_of(products[x.product_id], x.option, x.quantity) for x in found]
    wish = RestWish(**HOW, remove=products[gone.product_id].said[1])
    more = rest[0].model_copy(update={"quantity": rest[0].quantity + 1})
    assert kind_of(wish, *rest, cart=found) is Kind.OK
    assert kind_of(wish, gone, *rest, cart=found) is Kind.EXTRA_PRODUCT
    assert kind_of(wish, *rest[1:], cart=found) is Kind.WRONG_PRODUCT
    assert kind_of(wish, more, *rest[1:], cart=found) is Kind.WRONG_QUANTITY
    assert kept_cart(CATALOGUE, visit(wish, "abc"))
    assert not kept_cart(CATALOGUE, visit(WISH, "abc"))
