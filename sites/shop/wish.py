"""What a person wants of the shop."""

from dataclasses import dataclass
from enum import StrEnum

from sites.shop.details import Delivery, Payment
from sites.shop.kept_cart import RETURNING
from sites.shop.product import Category


class Preference(StrEnum):
    """What makes one product of a category the right one."""

    CHEAPEST = "cheapest"
    BEST_RATED = "best_rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWish:
    """Where the order goes, how, and how it is paid."""

    delivery: Delivery
    payment: Payment
    first_name: str
    last_name: str
    street: str
    postal_code: str
    city: str
    country: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyWish(OrderWish):
    """One product, described as people do; `option` is "" where it has no size or colour."""

    product: str
    option: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PickWish(OrderWish):
    """The cheapest or best rated of a category for at most `euros`; `option` as above."""

    category: Category
    preference: Preference
    euros: int
    option: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RestWish(OrderWish):
    """All that is in the cart but one product; for visitors who left something there."""

    remove: str


ShopWish = BuyWish | PickWish | RestWish


def visit(wish: ShopWish, name: str) -> str:
    """Return the name under which a visitor with this wish has to come."""
    return f"{name}-{RETURNING}" if isinstance(wish, RestWish) else name
