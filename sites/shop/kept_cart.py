"""The cart of a visitor who comes back to what they left in it."""

from typing import Final

from sites.dice import dice
from sites.shop.catalogue import Catalogue
from sites.shop.product import Category
from sites.shop.shopping import Line

RETURNING: Final = "kept"
"""A word in the names of visitors who left something in the cart, as in `kept-7`; others find it
empty."""
_SIZES: Final = (3, 4)
_MOST_OF_ONE: Final = 2


def kept_cart(catalogue: Catalogue, visitor: str) -> tuple[Line, ...]:
    """Return what is in the cart when the visit begins: at most one product of a category."""
    if RETURNING not in visitor.split("-"):
        return ()
    roll = dice("cart", visitor, *(product.id for product in catalogue.products))
    lines = []
    for category in roll.sample(list(Category), roll.choice(_SIZES)):
        product = roll.choice([one for one in catalogue.products if one.category is category])
        option = roll.choice(product.values) if product.values else ""
        quantity = roll.randint(1, _MOST_OF_ONE)
        lines.append(Line(product_id=product.id, option=option, quantity=quantity))
    return tuple(lines)
