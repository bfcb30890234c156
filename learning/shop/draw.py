"""Wishes that the shop can meet."""

from random import Random
from typing import Final, TypeAlias

from learning.people import FIRST_NAMES, LAST_NAMES, email, phone
from learning.shop import phrases as p
from learning.wishes.shop import BuyProduct, BuyRest, PickProduct, ShopWish
from sites.shop.catalogue import Catalogue, Search, Sort, arrange
from sites.shop.details import Delivery, Payment
from sites.shop.kept_cart import RETURNING, kept_cart
from sites.shop.product import Product
from sites.shop.wish import Preference

CATALOGUE: Final = Catalogue(7)
"""As the site's server draws it unless it is told another seed."""
_COUNTS: Final = (1, 1, 1, 2, 2, 3, 4, 5)
_AFFORDABLE: Final = range(4, 10)
_Pieces: TypeAlias = dict[str, str | int | Delivery | Payment]


def draw_wish(rng: Random, visitor: str) -> ShopWish:
    """A wish of this visitor, who has left something in the cart or hasn't."""
    order = _order(rng)
    cart = kept_cart(CATALOGUE, visitor)
    if cart:
        gone = CATALOGUE.find(rng.choice(cart).product_id)
        if gone is None:
            raise LookupError(visitor)
        return BuyRest.model_validate({**order, "remove": rng.choice(gone.said)})
    chosen = rng.choice(CATALOGUE.products)
    if rng.random() < 0.5:  # noqa: PLR2004 a share
        line = _line(rng, chosen)
        return BuyProduct.model_validate({**order, **line, "product": rng.choice(chosen.said)})
    by_price = arrange(CATALOGUE.search(Search(category=chosen.category)), Sort.CHEAPEST)
    most = by_price[rng.choice(_AFFORDABLE)].price // 100 + 1
    preference = rng.choice(tuple(Preference))
    within = CATALOGUE.search(Search(category=chosen.category, most=most * 100))
    best = arrange(within, Sort(preference))[0]
    kind = {"category": chosen.category, "preference": preference, "euros": most}
    return PickProduct.model_validate({**order, **_line(rng, best), **kind})


def visitor_of(rng: Random, name: str) -> str:
    """The name under which somebody comes: some have left things in the cart."""
    return f"{name}-{RETURNING}" if rng.random() < 0.25 else name  # noqa: PLR2004 a share


def product_of(wish: ShopWish) -> Product:
    """The product that a person means: to be bought, or to be taken out.

    Raises:
        LookupError: the shop has none such.
    """
    match wish:
        case BuyProduct():
            found = CATALOGUE.search(Search(wish.product))
        case PickProduct():
            within = Search(category=wish.category, most=wish.euros * 100)
            found = arrange(CATALOGUE.search(within), Sort(wish.preference))
        case BuyRest():
            found = CATALOGUE.search(Search(wish.remove))
    if not found:
        raise LookupError(str(wish))
    return found[0]


def topics_to_change(wish: ShopWish) -> tuple[str, ...]:
    """Nothing, where the first yes is asked for before the order."""
    if isinstance(wish, BuyRest):
        return ()
    return ("delivery", "payment", "quantity", *(("option",) if wish.option else ()))


def differing(rng: Random, wish: ShopWish, topic: str) -> ShopWish:
    """The wish with something else in one piece."""
    others: tuple[str | int, ...]
    match topic:
        case "delivery":
            others = tuple(Delivery)
        case "payment":
            others = tuple(Payment)
        case "quantity":
            others = tuple(range(2, 6))
        case _:
            others = product_of(wish).values
    now = getattr(wish, topic)
    return wish.model_copy(update={topic: rng.choice([one for one in others if one != now])})


def _line(rng: Random, product: Product) -> _Pieces:
    option = rng.choice(product.values) if product.values else ""
    return {"option": option, "quantity": rng.choice(_COUNTS)}


def _order(rng: Random) -> _Pieces:
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    postal_code, city, country = rng.choice(p.PLACES)
    return {
        "delivery": rng.choice(tuple(Delivery)),
        "payment": rng.choice(tuple(Payment)),
        "first_name": first,
        "last_name": last,
        "street": rng.choice(p.STREETS),
        "postal_code": postal_code,
        "city": city,
        "country": country,
        "email": email(rng, first, last),
        "phone": phone(rng),
    }
