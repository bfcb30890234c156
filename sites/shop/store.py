"""The shop's state in one SQLite file."""

from pathlib import Path

from sites.record import Records
from sites.shop.catalogue import catalogue
from sites.shop.kept_cart import kept_cart
from sites.shop.shopping import Order, Shopping


class ShopStore(Records[Shopping]):
    """The cart and the orders of each visitor."""

    def __init__(self, path: Path, seed: int = 7) -> None:
        """Open the file; make it where there is none."""
        super().__init__(
            path, Shopping, lambda visitor: Shopping(cart=kept_cart(catalogue(seed), visitor))
        )

    def orders(self, visitor: str) -> tuple[Order, ...]:
        """Return what a visitor has ordered, in the order of ordering."""
        return self.of(visitor).now.orders
