import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.restaurants.app import create_app
from sites.restaurants.catalogue import Catalogue, Search, Sort
from sites.restaurants.cities import CITIES, HELD_OUT_CITIES, TRAIN_CITIES
from sites.restaurants.hours import ALL_SEATINGS, seatings
from sites.restaurants.restaurant import Cuisine
from sites.restaurants.seating import Seating
from sites.restaurants.store import TableStore
from sites.variant import HELD_OUT, TRAINING, Variant

TODAY = date(2027, 1, 15)
DAY = date(2027, 5, 12)
CATALOGUE = Catalogue(7)
ALL = [found for city in CITIES for found in CATALOGUE.of_city(city)]
OPEN = next(each for each in ALL if each.hours[DAY.weekday()])
AT = CATALOGUE.seatings(OPEN, DAY)[0]
ASKED = {
    "on": DAY.isoformat(),
    "people": "4",
    "time": f"{AT:%H:%M}",
    "name": "Ana Lima",
    "phone": "+39 06 5555 0101",
    "note": "A high chair, please",
}
ALERTS = re.compile(r'role="alert"[^>]*>([^<]+)<')
NAMES = re.compile(r'<a href="/restaurants/[^>]*>([^<]+)</a>')


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tables.db"


@pytest.fixture
def store(database: Path) -> TableStore:
    return TableStore(database)


@pytest.fixture
def site(database: Path) -> Iterator[TestClient]:
    with TestClient(create_app(database, TODAY)) as client:
        client.get("/?visit=abc")
        yield client


def ask(site: TestClient, **change: str) -> str:
    return site.post(f"/reserve/{OPEN.id}", data=ASKED | change).text


def draft_on(page: str) -> dict[str, str]:
    found = re.search(r'name="draft" value="(\w+)"', page)
    assert found
    return {"draft": found[1]}


def test_the_guide_has_what_errands_need() -> None:
    assert len(ALL) == 56
    assert not set(TRAIN_CITIES) & set(HELD_OUT_CITIES)
    for city in CITIES:
        found = CATALOGUE.of_city(city)
        assert len({r.price for r in found}) == len({r.rating for r in found}) == len(found)
        cuisines = [r.cuisine for r in found]
        assert all(cuisines.count(cuisine) > 1 for cuisine in cuisines)
    assert all(None in r.hours or len(set(r.hours)) > 1 for r in ALL)
    assert any(None in r.hours for r in ALL)


def test_every_restaurant_has_tables_whenever_it_is_open() -> None:
    for restaurant in ALL:
        for day in (DAY + timedelta(days=ahead) for ahead in range(7)):
            free, offered = CATALOGUE.seatings(restaurant, day), seatings(restaurant.hours, day)
            assert bool(free) == (restaurant.hours[day.weekday()] is not None)
            assert set(free) <= set(offered) <= set(ALL_SEATINGS)
            assert len(free) == len(offered) - len(offered) // 5


def test_the_first_of_the_house_is_neither_best_nor_cheapest() -> None:
    for city in CITIES:
        for cuisine in {r.cuisine for r in CATALOGUE.of_city(city)}:
            search = Search(city, cuisine)
            first, *others = CATALOGUE.search(search)
            extremes = {max((first, *others), key=lambda r: r.rating)}
            extremes |= {min((first, *others), key=lambda r: r.price)}
            assert first not in extremes or len(extremes) == len(others) + 1


def test_the_seed_alone_decides_the_restaurants() -> None:
    assert Catalogue(7).of_city("Rome") == CATALOGUE.of_city("Rome")
    assert Catalogue(8).of_city("Rome") != CATALOGUE.of_city("Rome")


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Enter a city."), ("Atlantis", "No restaurants in Atlantis yet.")],
)
def test_a_search_without_a_known_city_says_so(site: TestClient, typed: str, said: str) -> None:
    page = site.get("/results", params={"city": typed, "cuisine": "Thai"})
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert '<option value="Thai" selected>' in page.text


@pytest.mark.parametrize("number", [0, 3, 100])
def test_results_are_what_was_searched_in_order(tmp_path: Path, number: int) -> None:
    site = TestClient(create_app(tmp_path / "tables.db", TODAY, variant=Variant.of(number)))
    for sort in Sort:
        wanted = {"city": "malaga", "sort": sort.value, "outdoor": "yes"}
        search = Search("Málaga", sort=sort, outdoor=True)
        page = site.get("/results", params=wanted).text
        found = [restaurant.name for restaurant in CATALOGUE.search(search)]
        assert NAMES.findall(page) == found
        assert 0 < len(found) < len(CATALOGUE.of_city("Málaga"))


def test_filters_leave_what_they_name(site: TestClient) -> None:
    def names(**wanted: str) -> set[str]:
        return set(NAMES.findall(site.get("/results", params={"city": "Rome"} | wanted).text))

    rome = CATALOGUE.of_city("Rome")
    assert names() == {r.name for r in rome}
    for price in {r.price_range for r in rome}:
        assert names(price=price.value) == {r.name for r in rome if r.price_range is price}
    for cuisine in {r.cuisine for r in rome}:
        assert names(cuisine=cuisine.value) == {r.name for r in rome if r.cuisine is cuisine}
    assert names(vegetarian="yes") == {r.name for r in rome if r.vegetarian}
    missing = next(kind for kind in Cuisine if kind not in {r.cuisine for r in rome})
    assert (
        "No restaurant is like this."
        in site.get("/results", params={"city": "Rome", "cuisine": missing.value}).text
    )


def test_a_restaurants_page_tells_its_hours(site: TestClient) -> None:
    page = site.get(f"/restaurants/{OPEN.id}").text
    rows = re.findall(r'<th scope="row">(\w+)</th><td>([^<]+)</td>', page)
    assert [day for day, _ in rows][::6] == ["Monday", "Sunday"]
    for (_, said), open_ in zip(rows, OPEN.hours, strict=True):
        assert said == (f"{open_.opens:%H:%M} to {open_.closes:%H:%M}" if open_ else "Closed")


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_every_variant_shows_every_page(tmp_path: Path, number: int) -> None:
    site = TestClient(create_app(tmp_path / "tables.db", TODAY, variant=Variant.of(number)))
    for path in ("/", "/results?city=Rome", f"/restaurants/{OPEN.id}", f"/reserve/{OPEN.id}"):
        page = site.get(path)
        assert page.status_code == 200
        ids = re.findall(r'\bid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))


def test_a_reservation_keeps_every_field(site: TestClient, store: TableStore) -> None:
    summary = ask(site)
    for shown in (OPEN.name, OPEN.city, "12 May 2027", ASKED["time"], "4 guests", ASKED["note"]):
        assert shown in summary
    assert store.reservations(visitor="abc") == ()
    page = site.post("/reservations", data=draft_on(summary)).text
    (reservation,) = store.reservations(visitor="abc")
    assert "<h1>Table reserved</h1>" in page
    assert reservation.ref in page
    wanted = Seating(
        restaurant_id=OPEN.id,
        day=DAY,
        time=AT,
        people=4,
        name="Ana Lima",
        phone=ASKED["phone"],
        note=ASKED["note"],
    )
    assert reservation.seating == wanted
    assert reservation.ref in site.get("/reservations").text
    assert store.draft("abc") is None


def test_reserving_twice_makes_one_reservation(site: TestClient, store: TableStore) -> None:
    draft = draft_on(ask(site))
    first, second = (site.post("/reservations", data=draft) for _ in range(2))
    assert first.url == second.url
    again = site.post("/reservations", data=draft_on(ask(site)))
    assert again.url != first.url
    assert len(store.reservations(visitor="abc")) == 2


def test_a_table_that_is_no_longer_asked_for_is_not_reserved(
    site: TestClient, store: TableStore
) -> None:
    draft = draft_on(ask(site))
    ask(site, people="5")
    assert site.post("/reservations", data=draft).status_code == 404
    assert store.reservations(visitor="abc") == ()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("on", "", "Enter a date."),
        ("on", "2027-02-30", "Enter a date."),
        ("on", "2027-01-14", "This date is in the past."),
        ("on", "2028-05-12", "This date is too far ahead."),
        ("people", "", "Choose how many people come."),
        ("people", "9", "Choose how many people come."),
        ("time", "", "Choose a time."),
        ("name", "  ", "Enter your name."),
        ("phone", "call me", "Enter a phone number."),
        ("phone", "123", "Enter a phone number."),
        ("note", "x" * 301, "A note has 300 letters at most."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    site: TestClient, store: TableStore, field: str, typed: str, said: str
) -> None:
    page = site.post(f"/reserve/{OPEN.id}", data=ASKED | {field: typed})
    assert page.status_code == 422
    assert ALERTS.findall(page.text) == [said]
    assert f'aria-describedby="{field}-error"' in page.text
    assert ("Ana Lima" in page.text) == (field != "name")
    assert store.draft("abc") is None


def test_no_table_is_had_on_a_day_off(site: TestClient, store: TableStore) -> None:
    restaurant = next(each for each in ALL if None in each.hours)
    off = DAY + timedelta(days=restaurant.hours.index(None) - DAY.weekday())
    page = site.post(f"/reserve/{restaurant.id}", data=ASKED | {"on": off.isoformat()}).text
    assert ALERTS.findall(page) == [f"{restaurant.name} is closed on {off:%A}s."]
    assert store.draft("abc") is None


def test_no_taken_table_is_had_and_the_free_ones_are_named(site: TestClient) -> None:
    free = CATALOGUE.seatings(OPEN, DAY)
    taken = next(at for at in ALL_SEATINGS if at not in free)
    (said,) = ALERTS.findall(ask(site, time=f"{taken:%H:%M}"))
    assert all(f"{at:%H:%M}" in said for at in free)


def test_two_steps_keep_the_first_and_show_free_times(tmp_path: Path) -> None:
    site = TestClient(create_app(tmp_path / "tables.db", TODAY, variant=Variant.of(2)))
    when = {"on_day": "12", "on_month": "5", "on_year": "2027", "people": "4"}
    wrong = site.get(f"/reserve/{OPEN.id}/details", params=when | {"on_day": "31", "on_month": "2"})
    assert ALERTS.findall(wrong.text) == ["Enter a date."]
    page = site.get(f"/reserve/{OPEN.id}/details", params=when).text
    for name, value in when.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    options = re.findall(r'role="option"[^>]*data-value="([^"]+)"', page)
    assert options == [f"{at:%H:%M}" for at in CATALOGUE.seatings(OPEN, DAY)]
    details = {name: ASKED[name] for name in ("time", "name", "phone", "note")}
    refused = site.post(f"/reserve/{OPEN.id}", data=when | details | {"name": ""}).text
    assert ALERTS.findall(refused) == ["Enter your name."]
    assert '<input type="hidden" name="on_day" value="12">' in refused
    assert "12 May 2027" in site.post(f"/reserve/{OPEN.id}", data=when | details).text


def test_what_was_asked_can_be_edited(site: TestClient, store: TableStore) -> None:
    ask(site)
    page = site.get(f"/reserve/{OPEN.id}").text
    assert 'value="2027-05-12"' in page
    assert '<option value="4" selected>' in page
    assert "A high chair, please</textarea>" in page
    site.post("/reservations", data=draft_on(ask(site, people="5")))
    assert [each.seating.people for each in store.reservations(visitor="abc")] == [5]
    assert "Ana Lima" not in site.get(f"/reserve/{OPEN.id}").text


def test_visitors_see_only_their_own(site: TestClient, database: Path) -> None:
    draft = draft_on(ask(site))
    stranger = TestClient(create_app(database, TODAY))
    assert stranger.post("/reservations", data=draft).status_code == 404
    reserved = site.post("/reservations", data=draft)
    assert stranger.get(reserved.url.path).status_code == 404
    assert "Nothing reserved yet." in stranger.get("/reservations").text


@pytest.mark.parametrize("path", ["/restaurants/nowhere", "/reserve/nowhere", "/nothing"])
def test_a_missing_page_is_a_page(site: TestClient, path: str) -> None:
    page = site.get(path)
    assert page.status_code == 404
    assert "<h1>Page not found</h1>" in page.text
    assert site.get("/healthz").json() == {"status": "ok"}
