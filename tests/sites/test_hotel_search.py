import re
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from sites.hotels.catalogue import Catalogue, Sort, arrange
from sites.hotels.cities import CITIES, HELD_OUT_CITIES, TRAIN_CITIES, find_city
from sites.hotels.stay import Stay

CATALOGUE = Catalogue(7)
NAMES = re.compile(r"<h2><a [^>]*>([^<]+)</a>")
ALERTS = re.compile(r'role="alert"[^>]*>([^<]+)<')


def stay_in(city: str, guests: int = 2, start: date = date(2027, 5, 12)) -> Stay:
    return Stay(city, start, start + timedelta(days=3), guests)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"city": ""}, "Enter a city."),
        ({"city": "Atlantis"}, "No hotels in Atlantis yet."),
        ({"check_in": ""}, "Enter a check-in date."),
        ({"check_in": "soon"}, "Enter a check-in date."),
        ({"check_in": "2027-01-14"}, "Check-in is in the past."),
        ({"check_out": ""}, "Enter a check-out date."),
        ({"check_out": "2027-05-12"}, "Check-out must be after check-in."),
        ({"check_in": "2027-01-15", "check_out": "2027-02-15"}, "A stay is 28 nights at most."),
        ({"guests": ""}, "Choose the number of guests."),
        ({"guests": "7"}, "Choose the number of guests."),
    ],
)
def test_one_wrong_field_gets_one_message(
    hotels: TestClient,
    search: dict[str, str],
    typed: dict[str, str],
    said: str,
) -> None:
    page = hotels.get("/results", params=search | typed)
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]


def test_a_refused_search_keeps_what_was_typed(
    hotels: TestClient,
    search: dict[str, str],
) -> None:
    page = hotels.get("/results", params=search | {"city": "<Atlantis>"}).text
    assert 'value="&lt;Atlantis&gt;"' in page
    assert 'value="2027-05-12"' in page
    assert '<option value="2" selected>' in page


def test_an_empty_form_assumes_nothing(hotels: TestClient) -> None:
    page = hotels.get("/").text
    assert "selected" not in page
    assert page.count('value=""') == 4


def test_change_search_leads_to_the_filled_form(
    hotels: TestClient,
    search: dict[str, str],
) -> None:
    results = hotels.get("/results", params=search | {"city": "rome"}).text
    found = re.search(r'href="([^"]+)">Change search', results)
    assert found
    page = hotels.get(found[1].replace("&amp;", "&")).text
    assert 'value="Rome"' in page
    assert 'value="2027-05-15"' in page
    assert '<option value="2" selected>' in page


def test_results_say_what_was_searched(hotels: TestClient, search: dict[str, str]) -> None:
    page = hotels.get("/results", params=search).text
    assert "<h1>Hotels in Rome</h1>" in page
    assert "12 May to 15 May 2027 · 3 nights · 2 guests" in page


def test_sorted_results_are_in_order(hotels: TestClient, search: dict[str, str]) -> None:
    by_price = hotels.get("/results", params=search | {"sort": "price"}).text
    prices = [int(price) for price in re.findall(r"€(\d+) a night", by_price)]
    assert prices == sorted(prices)
    by_rating = hotels.get("/results", params=search | {"sort": "rating"}).text
    ratings = [float(rating) for rating in re.findall(r"Guest rating (\d+\.\d)", by_rating)]
    assert ratings == sorted(ratings, reverse=True)
    assert len(prices) == len(ratings) == 6


def test_the_filter_leaves_only_hotels_with_breakfast(
    hotels: TestClient,
    search: dict[str, str],
) -> None:
    page = hotels.get("/results", params=search | {"breakfast": "yes"}).text
    with_breakfast = {h.name for h in CATALOGUE.with_room(stay_in("Rome")) if h.breakfast}
    assert set(NAMES.findall(page)) == with_breakfast
    assert "No breakfast" not in page


@pytest.mark.parametrize("city", CITIES)
def test_no_two_hotels_of_a_city_tie(city: str) -> None:
    found = CATALOGUE.with_room(stay_in(city, guests=1))
    for values in ({h.price for h in found}, {h.rating for h in found}, {h.name for h in found}):
        assert len(values) == len(found)


@pytest.mark.parametrize("guests", range(1, 7))
def test_every_wish_can_be_met_on_every_date(guests: int) -> None:
    for city in CITIES:
        for week in range(52):
            start = date(2027, 1, 15) + timedelta(weeks=week)
            assert any(h.breakfast for h in CATALOGUE.with_room(stay_in(city, guests, start)))


def test_the_first_recommended_hotel_seldom_meets_a_preference() -> None:
    met = 0
    for city in CITIES:
        found = CATALOGUE.with_room(stay_in(city))
        first = arrange(found, Sort.RECOMMENDED)[0]
        best = arrange(found, Sort.RATING)[0]
        met += first.breakfast or first in (best, arrange(found, Sort.PRICE)[0])
    assert met <= len(CITIES) // 10


def test_some_hotels_sell_out() -> None:
    offers = {
        CATALOGUE.with_room(stay_in("Rome", start=date(2027, 2, 1) + timedelta(weeks=week)))
        for week in range(20)
    }
    assert len(offers) > 1


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("sao paulo", "São Paulo"),
        (" NEW  york ", "New York"),
        ("the hague", "The Hague"),
        ("Reykjavik", "Reykjavík"),
    ],
)
def test_a_city_is_found_without_case_and_accents(typed: str, city: str) -> None:
    assert find_city(typed) == city


def test_held_out_cities_are_served_and_apart(
    hotels: TestClient,
    search: dict[str, str],
) -> None:
    assert not set(TRAIN_CITIES) & set(HELD_OUT_CITIES)
    assert (len(TRAIN_CITIES), len(HELD_OUT_CITIES)) == (40, 20)
    for city in CITIES:
        assert hotels.get("/results", params=search | {"city": city}).status_code == 200


def test_the_seed_alone_decides_the_hotels() -> None:
    stay = stay_in("Rome")
    assert Catalogue(7).with_room(stay) == CATALOGUE.with_room(stay)
    assert Catalogue(8).with_room(stay) != CATALOGUE.with_room(stay)
