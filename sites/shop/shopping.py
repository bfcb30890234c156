"""What one visitor has in the cart, has typed at the checkout, and has ordered."""

from hashlib import sha256
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from sites.shop.details import Details

MOST_OF_ONE: Final = 10
WRONG_QUANTITY: Final = f"Enter a number from 1 to {MOST_OF_ONE}."


class Line(BaseModel):
    """A product in the cart, with its size or colour where it has one."""

    model_config = ConfigDict(frozen=True)

    product_id: str
    option: str
    quantity: int

    @property
    def key(self) -> str:
        """Tell the lines of a cart apart."""
        return f"{self.product_id}/{self.option}"


class OrderedLine(Line):
    """A product as it was ordered; `price` of one, in cents."""

    name: str
    price: int

    @property
    def words(self) -> str:
        """Write the line for people."""
        return f"{self.quantity} x {', '.join(filter(None, (self.name, self.option)))}"


class Order(BaseModel):
    """An order that was placed; `total` in cents, with the delivery."""

    model_config = ConfigDict(frozen=True)

    ref: str
    draft: str
    lines: tuple[OrderedLine, ...]
    details: Details
    total: int


class Shopping(BaseModel):
    """A visitor's state; each method returns the state that comes next."""

    model_config = ConfigDict(frozen=True)

    cart: tuple[Line, ...] = ()
    details: Details = Details()
    orders: tuple[Order, ...] = ()

    @property
    def draft(self) -> str:
        """Name what would be ordered now: another cart or address has another name."""
        return sha256(self.model_dump_json().encode()).hexdigest()[:16]

    def put(self, line: Line) -> Self:
        """Put a line into the cart; the same thing twice is one line of both."""
        held = {one.key: one for one in self.cart}
        before = held[line.key].quantity if line.key in held else 0
        quantity = min(before + line.quantity, MOST_OF_ONE)
        held[line.key] = line.model_copy(update={"quantity": quantity})
        return self._with_cart(tuple(held.values()))

    def resize(self, key: str, quantity: int) -> Self:
        """Change how many of a line there are; none takes it out."""
        resized = (
            one.model_copy(update={"quantity": quantity}) if one.key == key else one
            for one in self.cart
        )
        return self._with_cart(tuple(one for one in resized if one.quantity))

    def ordered(self, draft: str) -> Order | None:
        """Return the order that a draft has become."""
        return next((order for order in self.orders if order.draft == draft), None)

    def place(self, order: Order, draft: str) -> Self:
        """Order what is in the cart, if that is still what the draft names."""
        if draft != order.draft:
            return self
        update = {"orders": (*self.orders, order), "cart": (), "details": Details()}
        return self.model_copy(update=update)

    def _with_cart(self, cart: tuple[Line, ...]) -> Self:
        return self.model_copy(update={"cart": cart})


def quantity_typed(typed: str) -> int | None:
    """Read a quantity; None where it is not a number from 1 to `MOST_OF_ONE`."""
    return int(typed) if typed.strip() in map(str, range(1, MOST_OF_ONE + 1)) else None
