"""What is in a cart, with its prices."""

from dataclasses import dataclass
from typing import Self

from sites.shop.catalogue import Catalogue
from sites.shop.product import Product
from sites.shop.shopping import Line, OrderedLine


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a cart and the product that it is of."""

    line: Line
    product: Product

    @property
    def price(self) -> int:
        """Return what the line costs, in cents."""
        return self.product.price * self.line.quantity

    @property
    def name(self) -> str:
        """Write the product with its size or colour."""
        return ", ".join(filter(None, (self.product.name, self.line.option)))

    @property
    def ordered(self) -> OrderedLine:
        """Return the line as an order keeps it."""
        return OrderedLine(
            product_id=self.line.product_id,
            option=self.line.option,
            quantity=self.line.quantity,
            name=self.product.name,
            price=self.product.price,
        )


@dataclass(frozen=True, slots=True)
class Cart:
    """All that is in a cart."""

    items: tuple[Item, ...]

    @classmethod
    def of(cls, lines: tuple[Line, ...], catalogue: Catalogue) -> Self:
        """Look up the products of the lines."""
        found = ((line, catalogue.find(line.product_id)) for line in lines)
        return cls(tuple(Item(line, product) for line, product in found if product))

    @property
    def price(self) -> int:
        """Return what everything costs, in cents."""
        return sum(item.price for item in self.items)

    @property
    def count(self) -> int:
        """Return how many things there are."""
        return sum(item.line.quantity for item in self.items)
