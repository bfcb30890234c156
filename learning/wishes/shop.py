"""What a person wants of the shop: a product, the best of a department, or what the cart holds."""

from typing import Final, Literal, TypeAlias

from pydantic import TypeAdapter

from learning.wishes.site import SiteName, SiteWish
from sites.shop.details import Delivery, Payment
from sites.shop.product import Category
from sites.shop.wish import BuyWish, PickWish, Preference, RestWish

_BUY: Final = TypeAdapter(BuyWish)
_PICK: Final = TypeAdapter(PickWish)
_REST: Final = TypeAdapter(RestWish)


class _Order(SiteWish):
    """Where it goes, how, and how it is paid."""

    site: Literal[SiteName.SHOP] = SiteName.SHOP
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


class _Line(_Order):
    """`option` is empty where the product has no size or colour."""

    option: str = ""
    quantity: int = 1

    @property
    def yeses(self) -> int:
        """Another size takes the first one out of the cart, which may need one too."""
        return 2 if self.option else 1


class BuyProduct(_Line):
    """One product, as people describe it."""

    product: str

    def on_site(self) -> BuyWish:
        return _BUY.validate_python(self.model_dump(exclude={"site"}))


class PickProduct(_Line):
    """The cheapest or the best rated of a department, for at most so many euros."""

    category: Category
    preference: Preference
    euros: int

    def on_site(self) -> PickWish:
        return _PICK.validate_python(self.model_dump(exclude={"site"}))


class BuyRest(_Order):
    """All that is in the cart but one product."""

    remove: str

    @property
    def yeses(self) -> int:
        """What is taken out may need one too."""
        return 2

    def on_site(self) -> RestWish:
        return _REST.validate_python(self.model_dump(exclude={"site"}))


ShopWish: TypeAlias = BuyProduct | PickProduct | BuyRest


def shop_wish(wish: SiteWish) -> ShopWish:
    """The wish, known to be of this site.

    Raises:
        TypeError: it is of another one.
    """
    if isinstance(wish, BuyProduct | PickProduct | BuyRest):
        return wish
    raise TypeError(f"a wish of {wish.site}")
