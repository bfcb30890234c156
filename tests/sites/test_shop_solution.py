from pathlib import Path

import pytest
from playwright.async_api import Page

from sites.shop.app import create_app as create_shop
from sites.shop.catalogue import Catalogue
from sites.shop.details import Delivery, Payment
from sites.shop.kept_cart import kept_cart
from sites.shop.product import Category
from sites.shop.solution import solve
from sites.shop.store import ShopStore
from sites.shop.tasks import check
from sites.shop.wish import BuyWish, OrderWish, PickWish, Preference, RestWish, ShopWish, visit
from sites.start.app import create_app as create_start
from sites.start.catalogue import Name
from sites.variant import Variant
from tests.sites.serving import served

CATALOGUE = Catalogue(7)
SIZED = next(one for one in CATALOGUE.products if one.option)
PLACE = OrderWish(
    delivery=Delivery.EXPRESS,
    payment=Payment.INVOICE,
    first_name="Zoë",
    last_name="O'Brien",
    street="12 Long Lane",
    postal_code="D02 X285",
    city="Dublin",
    country="Ireland",
    email="zoe@example.org",
    phone="+353 1 555 0101",
)
HOW = {name: getattr(PLACE, name) for name in OrderWish.__slots__}


def wishes() -> tuple[ShopWish, ...]:
    """One of each kind; the best rated bag under a price, and what is left of a cart."""
    best = max(
        (one for one in CATALOGUE.products if one.category is Category.BAGS),
        key=lambda one: one.rating,
    )
    kept = CATALOGUE.find(kept_cart(CATALOGUE, "2-kept")[0].product_id)
    assert kept
    option = best.values[-1] if best.values else ""
    return (
        BuyWish(**HOW, product=f"the {SIZED.said[3]}", option=SIZED.values[2], quantity=3),
        PickWish(
            **HOW,
            category=best.category,
            preference=Preference.BEST_RATED,
            euros=best.price // 100 + 1,
            option=option,
            quantity=2,
        ),
        RestWish(**HOW, remove=f"the {kept.said[2]}"),
    )


@pytest.mark.browser
@pytest.mark.parametrize("number", [0, 5, 100])
async def test_the_script_meets_the_wishes(database: Path, page: Page, number: int) -> None:
    variant, store = Variant.of(number), ShopStore(database)
    async with (
        served(create_shop(database, variant=variant)) as shop_url,
        served(create_start({Name.SHOP: shop_url})) as start_url,
    ):
        for at, wish in enumerate(wishes()):
            visitor = visit(wish, str(at))
            await solve(page, f"{start_url}/?visit={visitor}", wish, variant)
            verdict = check(wish, store.of(visitor))
            assert verdict.ok, verdict
