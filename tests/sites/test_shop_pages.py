import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.shop.app import create_app
from sites.shop.catalogue import Catalogue, Search, Sort, arrange
from sites.shop.details import Delivery, Details, Payment
from sites.shop.product import Category, Product
from sites.shop.store import ShopStore
from sites.variant import Variant

CATALOGUE = Catalogue(7)
SIZED = next(one for one in CATALOGUE.products if one.option)
PLAIN = next(one for one in CATALOGUE.products if not one.option)
DETAILS = {
    "first_name": "Ana",
    "last_name": "Lima",
    "street": "Rua Nova 5",
    "postal_code": "1200-301",
    "city": "Lisboa",
    "country": "Portugal",
    "email": "ana@example.org",
    "phone": "+351 21 555 0101",
    "delivery": "express",
    "payment": "invoice",
}


@pytest.fixture
def store(database: Path) -> ShopStore:
    return ShopStore(database)


@pytest.fixture
def shop(database: Path) -> Iterator[TestClient]:
    with TestClient(create_app(database)) as client:
        client.get("/?visit=abc")
        yield client


def names_on(page: str) -> list[str]:
    return re.findall(r"<h2><a [^>]*>([^<]+)</a>", page)


def alerts_on(page: str) -> list[str]:
    return re.findall(r'role="alert"[^>]*>([^<]+)<', page)


def add(shop: TestClient, product: Product, quantity: str = "1") -> str:
    option = product.values[0] if product.values else ""
    data = {"product": product.id, "option": option, "quantity": quantity}
    return shop.post("/cart", data=data).text


def draft_on(page: str) -> dict[str, str]:
    found = re.search(r'name="draft" value="(\w+)"', page)
    assert found
    return {"draft": found[1]}


def test_sixty_products_of_which_each_is_described_in_words_that_fit_no_other() -> None:
    assert len({product.id for product in CATALOGUE.products}) == 60
    assert any(one.option for one in CATALOGUE.products)
    assert CATALOGUE.products != Catalogue(8).products
    for product in CATALOGUE.products:
        for said in product.said:
            assert CATALOGUE.search(Search(f"the {said}")) == (product,)


def test_no_two_products_of_a_category_share_a_price_or_a_rating() -> None:
    for category in Category:
        found = CATALOGUE.search(Search(category=category))
        assert len({one.price for one in found}) == len({one.rating for one in found}) == 10


@pytest.mark.parametrize("sort", Sort)
def test_products_are_sorted_filtered_and_paged(shop: TestClient, sort: Sort) -> None:
    most = sorted(one.price for one in CATALOGUE.products if one.category is Category.LAMPS)[8]
    typed = f"€{most / 100:.2f}".replace(".", ",")
    query = {"category": "lamps", "sort": sort, "most": typed, "least": ""}
    listed = [
        name
        for page in (1, 2)
        for name in names_on(shop.get("/products", params=query | {"page": page}).text)
    ]
    wanted = Search(category=Category.LAMPS, most=most)
    right = arrange(CATALOGUE.search(wanted), sort)
    assert len(right) == 9
    assert listed == [product.name for product in right]


def test_the_featured_come_neither_cheapest_nor_best_first() -> None:
    for category in Category:
        found = CATALOGUE.search(Search(category=category))
        first = arrange(found, Sort.FEATURED)[0]
        assert first != arrange(found, Sort.CHEAPEST)[0]
        assert first != arrange(found, Sort.BEST_RATED)[0]


def test_words_are_looked_for_in_all_categories(shop: TestClient) -> None:
    page = shop.get("/products", params={"q": f" the {PLAIN.name.upper()}s "}).text
    assert names_on(page) == [PLAIN.name]
    assert "No product fits." in shop.get("/products", params={"q": "submarine"}).text


def test_products_are_filtered_by_rating(shop: TestClient) -> None:
    names = names_on(shop.get("/products", params={"category": "bags", "least": "45"}).text)
    bags = CATALOGUE.search(Search(category=Category.BAGS))
    assert set(names) == {one.name for one in bags if one.rating >= 45}
    assert names


def test_a_price_that_is_none_is_kept_and_refused(shop: TestClient) -> None:
    page = shop.get("/products", params={"most": "cheap"})
    assert page.status_code == 422
    assert alerts_on(page.text) == ["Enter an amount in euros."]
    assert 'value="cheap"' in page.text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"option": ""}, f"Choose a {SIZED.option.kind if SIZED.option else ''}."),
        ({"option": "Invisible"}, f"Choose a {SIZED.option.kind if SIZED.option else ''}."),
        ({"quantity": "0"}, "Enter a number from 1 to 10."),
        ({"quantity": "11"}, "Enter a number from 1 to 10."),
        ({"quantity": "two"}, "Enter a number from 1 to 10."),
    ],
)
def test_an_unfinished_choice_is_not_put_in_the_cart(
    shop: TestClient, store: ShopStore, change: dict[str, str], said: str
) -> None:
    choice = {"product": SIZED.id, "option": SIZED.values[1], "quantity": "2"}
    page = shop.post("/cart", data=choice | change)
    assert page.status_code == 422
    assert alerts_on(page.text) == [said]
    assert store.of("abc").now.cart == ()
    shop.post("/cart", data=choice)
    (line,) = store.of("abc").now.cart
    assert (line.product_id, line.option, line.quantity) == (SIZED.id, SIZED.values[1], 2)


def test_a_cart_adds_up_changes_and_empties(shop: TestClient, store: ShopStore) -> None:
    add(shop, PLAIN, "2")
    add(shop, PLAIN, "1")
    page = add(shop, SIZED)
    assert f"€{(3 * PLAIN.price + SIZED.price) / 100:.2f}" in page
    first, second = (line.key for line in store.of("abc").now.cart)
    wrong = shop.post("/cart/quantity", data={"key": first, "quantity": "99"})
    assert (wrong.status_code, len(alerts_on(wrong.text))) == (422, 1)
    shop.post("/cart/quantity", data={"key": first, "quantity": "5"})
    shop.post("/cart/remove", data={"key": second})
    assert [line.quantity for line in store.of("abc").now.cart] == [5]
    assert "There is nothing" in shop.post("/cart/remove", data={"key": first}).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("first_name", " ", "Enter your first name."),
        ("last_name", "", "Enter your last name."),
        ("street", "", "Enter your street and house number."),
        ("postal_code", "unknown", "Enter a valid postal code."),
        ("city", "", "Enter your town or city."),
        ("country", "Atlantis", "Choose a country that we deliver to."),
        ("email", "ana@example", "Enter a valid email address."),
        ("phone", "123", "Enter a phone number."),
        ("delivery", "", "Choose a delivery."),
        ("payment", "", "Choose how to pay."),
    ],
)
def test_wrong_details_are_kept_on_the_page_and_nowhere_else(
    shop: TestClient, store: ShopStore, field: str, typed: str, said: str
) -> None:
    add(shop, PLAIN)
    page = shop.post("/checkout/1", data=DETAILS | {field: typed})
    assert page.status_code == 422
    assert alerts_on(page.text) == [said]
    other = "last_name" if field == "first_name" else "first_name"
    assert f'value="{DETAILS[other]}"' in page.text
    assert store.of("abc").now.details == Details()
    assert shop.get("/summary").url.path == "/checkout/1"


def test_an_order_keeps_what_the_summary_showed(shop: TestClient, store: ShopStore) -> None:
    add(shop, SIZED, "2")
    summary = shop.post("/checkout/1", data=DETAILS).text
    total = f"€{(2 * SIZED.price + 1290) / 100:.2f}"
    for shown in (SIZED.name, "Express delivery", "Rua Nova 5, 1200-301 Lisboa", total):
        assert shown in summary
    assert store.orders("abc") == ()
    first, second = (shop.post("/orders", data=draft_on(summary)) for _ in range(2))
    (order,) = store.orders("abc")
    assert order.ref in first.text
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", order.ref)
    assert first.url == second.url
    assert (order.details.delivery, order.details.payment) == (Delivery.EXPRESS, Payment.INVOICE)
    assert order.details.street == "Rua Nova 5"
    (line,) = order.lines
    assert (line.product_id, line.option, line.quantity) == (SIZED.id, SIZED.values[0], 2)
    assert store.of("abc").now.cart == ()
    assert "ana@example.org" not in shop.get("/").text
    assert order.ref in shop.get("/orders").text


def test_a_cart_that_changed_since_the_summary_is_not_ordered(
    shop: TestClient, store: ShopStore
) -> None:
    add(shop, PLAIN)
    summary = shop.post("/checkout/1", data=DETAILS).text
    add(shop, SIZED)
    page = shop.post("/orders", data=draft_on(summary))
    assert store.orders("abc") == ()
    assert page.url.path == "/summary"
    assert SIZED.name in page.text


def test_visitors_see_only_their_own(shop: TestClient, store: ShopStore) -> None:
    add(shop, PLAIN)
    summary = shop.post("/checkout/1", data=DETAILS).text
    shop.post("/orders", data=draft_on(summary))
    (order,) = store.orders("abc")
    shop.get("/?visit=other")
    assert shop.get(f"/orders/{order.ref}").status_code == 404
    assert "No orders yet." in shop.get("/orders").text


def test_those_who_come_back_find_what_they_left(shop: TestClient, store: ShopStore) -> None:
    shop.get("/?visit=kept-1")
    kept = store.of("kept-1").first.cart
    assert len({line.product_id for line in kept}) == len(kept) > 2
    for line in kept:
        shop.post("/cart/remove", data={"key": line.key})
    assert store.of("kept-1").now.cart == ()
    assert store.of("kept-2").first.cart != kept


def test_a_checkout_of_several_pages_asks_for_a_part_on_each(database: Path) -> None:
    with TestClient(create_app(database, variant=Variant.of(100))) as shop:
        add(shop, PLAIN)
        page = shop.post("/checkout/1", data={**DETAILS, "delivery": "", "payment": ""})
        assert page.url.path == "/checkout/2"
        assert shop.get("/summary").url.path == "/checkout/2"
        shop.post("/checkout/2", data={"delivery": "pickup"})
        page = shop.post("/checkout/3", data={"payment": "card"})
        assert page.url.path == "/summary"
        assert "Rua Nova 5" in page.text
        assert shop.get("/checkout/4").status_code == 404


@pytest.mark.parametrize("path", ["/products/none", "/orders/XXXXXX", "/nothing", "/checkout/0"])
def test_a_missing_page_is_a_page(shop: TestClient, path: str) -> None:
    add(shop, PLAIN)
    page = shop.get(path)
    assert page.status_code == 404
    assert "<h1>Page not found</h1>" in page.text


def test_it_answers_the_health_check(shop: TestClient) -> None:
    assert shop.get("/healthz").json() == {"status": "ok"}
