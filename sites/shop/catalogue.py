"""Everything the shop sells, and how a part of it is found and arranged."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from sites.dice import dice
from sites.shop.goods import EUROS, GOODS, MAKERS, TEXTS
from sites.shop.product import Category, Product
from sites.writing import plain

_EACH: Final = 2
_SILENT: Final = frozenset({"a", "an", "the", "by", "from", "of", "for", "in", "with", "and", "my"})
_RATINGS_IN_TENTHS: Final = range(31, 50)
_ODD_CENTS: Final = 90


class Sort(StrEnum):
    """The orders that a visitor can choose."""

    FEATURED = "featured"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    BEST_RATED = "best_rated"


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; `most` is a price in cents, `least` a rating in tenths."""

    words: str = ""
    category: Category | None = None
    most: int | None = None
    least: int = 0


class Catalogue:
    """The products of one seed. They never sell out, so visitors cannot collide."""

    def __init__(self, seed: int) -> None:
        """Draw all products; no two of a category share a price or a rating."""
        self.products = tuple(one for kind in Category for one in _products(kind, seed))
        self._by_id = {product.id: product for product in self.products}

    def find(self, product_id: str) -> Product | None:
        """Return one product."""
        return self._by_id.get(product_id)

    def search(self, search: Search) -> tuple[Product, ...]:
        """Return the products that fit all of a search."""
        wanted = words_of(search.words)
        return tuple(
            product
            for product in self.products
            if wanted <= words_of(f"{product.name} {product.material}")
            and (search.category is None or product.category is search.category)
            and (search.most is None or product.price <= search.most)
            and product.rating >= search.least
        )


@lru_cache(maxsize=4)
def catalogue(seed: int) -> Catalogue:
    """The catalogue of a seed, drawn once."""
    return Catalogue(seed)


def arrange(products: tuple[Product, ...], sort: Sort) -> tuple[Product, ...]:
    """Put products in the order that the visitor chose."""
    match sort:
        case Sort.CHEAPEST:
            return tuple(sorted(products, key=lambda product: product.price))
        case Sort.DEAREST:
            return tuple(sorted(products, key=lambda product: -product.price))
        case Sort.BEST_RATED:
            return tuple(sorted(products, key=lambda product: -product.rating))
        case Sort.FEATURED:
            return _featured(products)


def _featured(products: tuple[Product, ...]) -> tuple[Product, ...]:
    # The house puts neither the cheapest nor the best first: taking the first one without
    # reading meets no wish.
    if not products:
        return ()
    cheapest = min(products, key=lambda product: product.price)
    best = max(products, key=lambda product: product.rating)
    return tuple(sorted(products, key=lambda product: (product in (cheapest, best), product.id)))


def _products(category: Category, seed: int) -> Iterator[Product]:
    roll = dice(seed, category)
    goods = GOODS[category] * _EACH
    makers = roll.sample(MAKERS, len(goods))
    materials = [roll.sample(good.materials, _EACH) for good in GOODS[category]]
    euros = roll.sample(EUROS[category], len(goods))
    ratings = roll.sample(_RATINGS_IN_TENTHS, len(goods))
    for at, good in enumerate(goods):
        turn, kind = divmod(at, len(GOODS[category]))
        yield Product(
            id=plain(f"{makers[at]} {good.noun}").replace(" ", "-"),
            maker=makers[at],
            material=materials[kind][turn],
            noun=good.noun,
            category=category,
            price=euros[at] * 100 + _ODD_CENTS,
            rating=ratings[at],
            reviews=roll.randrange(3, 420),
            text=roll.choice(TEXTS),
            option=good.option,
        )


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that say something."""
    letters = "".join(letter if letter.isalnum() else " " for letter in plain(text))
    # "lamp" and "lamps" count as the same word.
    return frozenset(word.removesuffix("s") for word in letters.split()) - _SILENT
