"""The check of what came of a wish in this shop."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from sites.record import Record
from sites.shop.catalogue import Catalogue, Search, Sort, arrange, catalogue
from sites.shop.shopping import Order, OrderedLine, Shopping
from sites.shop.wish import BuyWish, PickWish, RestWish, ShopWish
from sites.verdict import Verdict
from sites.writing import plain


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    NOT_ORDERED = "not_ordered"
    ORDERED_TWICE = "ordered_twice"
    WRONG_PRODUCT = "wrong_product"
    EXTRA_PRODUCT = "extra_product"
    WRONG_OPTION = "wrong_option"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_DELIVERY = "wrong_delivery"
    WRONG_PAYMENT = "wrong_payment"
    WRONG_PERSON = "wrong_person"
    WRONG_ADDRESS = "wrong_address"
    UNWANTED_NEWSLETTER = "unwanted_newsletter"


def check(wish: ShopWish, record: Record[Shopping], seed: int = 7) -> Verdict:
    """Judge what one visitor did: exactly one order, and every part of it as wished.

    The site must have been started with the same seed.
    """
    orders = record.now.orders
    if not orders:
        return Verdict(ok=False, kind=Kind.NOT_ORDERED, detail="no order")
    if len(orders) > 1:
        return Verdict(ok=False, kind=Kind.ORDERED_TWICE, detail=f"{len(orders)} orders")
    (order,) = orders
    expected = _expected(wish, record.first, catalogue(seed))
    wrong = _wrong_lines(expected, order.lines) or _wrong_details(wish, order)
    return wrong or Verdict(ok=True, kind=Kind.OK, detail=order.ref)


@dataclass(frozen=True, slots=True)
class _Expected:
    """A line that has to be ordered: any of some products."""

    products: tuple[str, ...]
    option: str
    quantity: int


def _expected(wish: ShopWish, first: Shopping, goods: Catalogue) -> tuple[_Expected, ...]:
    match wish:
        case BuyWish():
            right = tuple(one.id for one in goods.search(Search(wish.product)))
            return (_Expected(right, wish.option, wish.quantity),)
        case PickWish():
            within = goods.search(Search(category=wish.category, most=wish.euros * 100))
            best = arrange(within, Sort(wish.preference))[:1]
            right = tuple(one.id for one in best)
            return (_Expected(right, wish.option, wish.quantity),)
        case RestWish():
            gone = {one.id for one in goods.search(Search(wish.remove))}
            rest = (line for line in first.cart if line.product_id not in gone)
            return tuple(_Expected((one.product_id,), one.option, one.quantity) for one in rest)
        case _:
            assert_never(wish)


def _wrong_lines(
    expected: tuple[_Expected, ...], ordered: tuple[OrderedLine, ...]
) -> Verdict | None:
    left = list(ordered)
    pairs = []
    for one in expected:
        line = next((line for line in left if line.product_id in one.products), None)
        if line is None:
            got = ", ".join(line.name for line in left) or "nothing else"
            return _wrong(Kind.WRONG_PRODUCT, " or ".join(one.products), got)
        left.remove(line)
        pairs.append((one, line))
    if left:
        return _wrong(Kind.EXTRA_PRODUCT, "nothing else", ", ".join(line.name for line in left))
    for one, line in pairs:
        if plain(one.option) != plain(line.option):
            return _wrong(Kind.WRONG_OPTION, one.option, line.option)
        if one.quantity != line.quantity:
            return _wrong(Kind.WRONG_QUANTITY, str(one.quantity), str(line.quantity))
    return None


def _wrong_details(wish: ShopWish, order: Order) -> Verdict | None:
    got = order.details
    wrong = (
        _unlike(Kind.WRONG_DELIVERY, ((wish.delivery, got.delivery),))
        or _unlike(Kind.WRONG_PAYMENT, ((wish.payment, got.payment),))
        or _unlike(
            Kind.WRONG_PERSON,
            (
                (wish.first_name, got.first_name),
                (wish.last_name, got.last_name),
                (wish.email, got.email),
                (_digits(wish.phone), _digits(got.phone)),
            ),
        )
        or _unlike(
            Kind.WRONG_ADDRESS,
            (
                (wish.street, got.street),
                (_joined(wish.postal_code), _joined(got.postal_code)),
                (wish.city, got.city),
                (wish.country, got.country),
            ),
        )
    )
    if wrong is None and got.newsletter:
        return _wrong(Kind.UNWANTED_NEWSLETTER, "no newsletter", "one")
    return wrong


def _unlike(kind: Kind, pairs: Iterable[tuple[str, str]]) -> Verdict | None:
    for wished, ordered in pairs:
        if plain(wished) != plain(ordered):
            return _wrong(kind, wished, ordered)
    return None


def _wrong(kind: Kind, wished: str, ordered: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=f"wished {wished}, ordered {ordered}")


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


def _joined(code: str) -> str:
    return "".join(code.split())
