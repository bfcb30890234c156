import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.hotels.app import create_app
from sites.hotels.booking import Person
from sites.hotels.catalogue import Catalogue
from sites.hotels.hotel import Hotel
from sites.hotels.stay import Stay
from sites.hotels.store import HotelStore

STAY = Stay("Rome", date(2027, 5, 12), date(2027, 5, 15), 2)
PERSON = Person("Ana", "Lima", "ana@example.org", "+39 06 5555 0101")
HOTEL: Hotel = Catalogue(7).with_room(STAY)[0]


@pytest.fixture
def details(search: dict[str, str], person: dict[str, str]) -> dict[str, str]:
    return search | person | {"hotel": HOTEL.id}


def draft_on(page: str) -> str:
    found = re.search(r'name="draft" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_booking_keeps_every_field(
    hotels: TestClient,
    store: HotelStore,
    details: dict[str, str],
) -> None:
    hotels.get("/?visit=abc")
    summary = hotels.post("/guest", data=details).text
    for shown in (HOTEL.name, "12 May 2027", "15 May 2027", "Ana Lima", PERSON.email):
        assert shown in summary
    page = hotels.post("/confirmation", data={"draft": draft_on(summary)}).text
    (booking,) = store.bookings()
    assert "<h1>Booking confirmed</h1>" in page
    assert booking.ref in page
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{6}", booking.ref)
    assert booking.visitor == "abc"
    assert booking.stay == STAY
    assert (booking.hotel_id, booking.hotel_name) == (HOTEL.id, HOTEL.name)
    assert (booking.breakfast, booking.price_total) == (HOTEL.breakfast, HOTEL.price * 3)
    assert (booking.first_name, booking.last_name) == ("Ana", "Lima")
    assert (booking.email, booking.phone) == (PERSON.email, PERSON.phone)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("first_name", "  ", "Enter your first name."),
        ("last_name", "", "Enter your last name."),
        ("email", "ana@example", "Enter a valid email address."),
        ("email", "", "Enter a valid email address."),
        ("phone", "call me", "Enter a phone number."),
        ("phone", "123", "Enter a phone number."),
    ],
)
def test_wrong_details_change_nothing(
    hotels: TestClient,
    store: HotelStore,
    details: dict[str, str],
    field: str,
    typed: str,
    said: str,
) -> None:
    hotels.get("/?visit=abc")
    page = hotels.post("/guest", data=details | {field: typed})
    assert page.status_code == 422
    assert re.findall(r'role="alert"[^>]*>([^<]+)<', page.text) == [said]
    assert store.open_draft("abc") is None
    assert store.bookings() == []


def test_confirming_twice_makes_one_booking(
    hotels: TestClient,
    store: HotelStore,
    details: dict[str, str],
) -> None:
    draft = {"draft": draft_on(hotels.post("/guest", data=details).text)}
    first, second = (hotels.post("/confirmation", data=draft) for _ in range(2))
    assert first.url == second.url
    assert len(store.bookings()) == 1


def test_confirming_at_the_same_time_makes_one_booking(store: HotelStore) -> None:
    draft = store.save_draft("abc", HOTEL, STAY, PERSON)
    with ThreadPoolExecutor(4) as threads:
        booked = list(threads.map(lambda _: store.book(draft, HOTEL), range(8)))
    assert len(set(booked)) == 1
    assert store.bookings() == booked[:1]


def test_edited_details_replace_the_first_ones(
    hotels: TestClient,
    store: HotelStore,
    details: dict[str, str],
) -> None:
    summary = hotels.post("/guest", data=details).text
    edit = re.search(r'href="([^"]+)">Edit details', summary)
    assert edit
    assert 'value="ana@example.org"' in hotels.get(edit[1].replace("&amp;", "&")).text
    summary = hotels.post("/guest", data=details | {"email": "lima@example.org"}).text
    hotels.post("/confirmation", data={"draft": draft_on(summary)})
    assert [booking.email for booking in store.bookings()] == ["lima@example.org"]


def test_a_booked_person_is_not_assumed_for_the_next_booking(
    hotels: TestClient,
    details: dict[str, str],
) -> None:
    summary = hotels.post("/guest", data=details).text
    hotels.post("/confirmation", data={"draft": draft_on(summary)})
    assert "ana@example.org" not in hotels.get("/guest", params=details).text


def test_visitors_see_only_their_own(
    hotels: TestClient,
    database: Path,
    details: dict[str, str],
) -> None:
    draft = draft_on(hotels.post("/guest", data=details).text)
    stranger = TestClient(create_app(database, date(2027, 1, 15)))
    assert stranger.post("/confirmation", data={"draft": draft}).status_code == 404
    confirmation = hotels.post("/confirmation", data={"draft": draft})
    assert stranger.get(confirmation.url.path).status_code == 404
    assert "No bookings yet." in stranger.get("/bookings").text
    assert HOTEL.name in hotels.get("/bookings").text


@pytest.mark.parametrize("change", [{"guests": ""}, {"city": "Paris"}, {"check_in": "2026-01-01"}])
def test_a_room_that_is_not_on_offer_cannot_be_booked(
    hotels: TestClient,
    store: HotelStore,
    details: dict[str, str],
    change: dict[str, str],
) -> None:
    hotels.get("/?visit=abc")
    page = hotels.post("/guest", data=details | change)
    assert page.status_code == 409
    assert "This room is not available" in page.text
    assert store.open_draft("abc") is None


def test_references_differ_and_every_site_begins_with_the_same(
    store: HotelStore, tmp_path: Path
) -> None:
    def book(number: int, store: HotelStore = store) -> str:
        return store.book(store.save_draft(f"v{number}", HOTEL, STAY, PERSON), HOTEL).ref

    first = [book(number) for number in range(20)]
    assert len(set(first)) == 20
    assert [booking.ref for booking in store.bookings(visitor="v3")] == first[3:4]
    assert len(store.bookings(email="ANA@example.org")) == 20
    other = HotelStore(tmp_path / "other.db")
    assert other.bookings() == []
    assert book(0, other) == first[0]


@pytest.mark.parametrize("path", ["/hotels/nowhere", "/confirmation/XXXXXX", "/nothing"])
def test_a_missing_page_is_a_page(hotels: TestClient, path: str) -> None:
    page = hotels.get(path)
    assert page.status_code == 404
    assert "<h1>Page not found</h1>" in page.text


def test_an_unusable_visit_is_not_taken(hotels: TestClient) -> None:
    hotels.get("/", params={"visit": "a b; c"})
    assert re.fullmatch(r"[0-9a-f]{32}", hotels.cookies["lodgings_visitor"])
