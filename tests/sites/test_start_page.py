from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sites.start.app import create_app
from sites.start.catalogue import Name

LINK = 'href="http://127.0.0.1:8101/'


@pytest.fixture
def start() -> Iterator[TestClient]:
    with TestClient(create_app({Name.HOTELS: "http://127.0.0.1:8101"})) as client:
        yield client


@pytest.mark.parametrize("query", ["", "hotel", "Book a HOTEL in Rome", "lodgings", "a room"])
def test_the_hotel_site_is_found(start: TestClient, query: str) -> None:
    assert LINK in start.get("/", params={"q": query}).text


@pytest.mark.parametrize("query", ["shoes", "in the", "<b>"])
def test_a_search_without_a_match_says_so(start: TestClient, query: str) -> None:
    page = start.get("/", params={"q": query}).text
    assert LINK not in page
    assert "Nothing found." in page
    assert "<b>" not in page


def test_the_visit_is_handed_on(start: TestClient) -> None:
    page = start.get("/", params={"visit": "abc", "q": "hotel"}).text
    assert f'{LINK}?visit=abc"' in page
    assert 'name="visit" value="abc"' in page
    assert 'href="/?visit=abc"' in start.get("/about", params={"visit": "abc"}).text


def test_both_answer_the_health_check(start: TestClient, hotels: TestClient) -> None:
    for site in (start, hotels):
        assert site.get("/healthz").json() == {"status": "ok"}


def test_a_site_is_listed_where_it_has_an_address() -> None:
    urls = {Name.HOTELS: "http://hotels.test", Name.RESTAURANTS: "http://tables.test/"}
    page = TestClient(create_app(urls)).get("/", params={"q": "dinner in Rome", "visit": "abc"})
    assert 'href="http://tables.test/?visit=abc"' in page.text
    assert "hotels.test" not in page.text
    only_hotels = TestClient(create_app({Name.HOTELS: "http://hotels.test", Name.RESTAURANTS: ""}))
    assert "Good Tables" not in only_hotels.get("/").text


@pytest.mark.parametrize("name", Name)
def test_a_site_is_linked_where_it_has_an_address(name: Name) -> None:
    urls = {Name.HOTELS: "http://127.0.0.1:8101"} | {name: f"http://{name}.test"}
    with TestClient(create_app(urls)) as start:
        page = start.get("/").text
    assert f'href="http://{name}.test/"' in page
    assert page.count("http://") == len(urls)
