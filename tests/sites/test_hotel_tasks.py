from dataclasses import replace
from datetime import date

import pytest

from sites.hotels.booking import Booking
from sites.hotels.catalogue import Catalogue, Sort, arrange
from sites.hotels.hotel import Hotel
from sites.hotels.tasks import HotelWish, Kind, Preference, check

CATALOGUE = Catalogue(7)
WISH = HotelWish(
    city="sao paulo",
    check_in=date(2027, 5, 12),
    check_out=date(2027, 5, 15),
    guests=2,
    preference=Preference.CHEAPEST,
    first_name="Ana",
    last_name="Lima",
    email="ana@example.org",
    phone="+55 11 5555 0101",
)
OFFER = CATALOGUE.with_room(replace(WISH, city="São Paulo").stay)
CHEAPEST = arrange(OFFER, Sort.PRICE)[0]
BEST = arrange(OFFER, Sort.RATING)[0]
PLAIN = arrange(OFFER, Sort.RECOMMENDED)[0]


def booking_of(hotel: Hotel) -> Booking:
    return Booking(
        number=1,
        ref="H7K2Q9",
        visitor="abc",
        hotel_id=hotel.id,
        hotel_name=hotel.name,
        city=hotel.city,
        check_in=WISH.check_in,
        check_out=WISH.check_out,
        guests=WISH.guests,
        breakfast=hotel.breakfast,
        price_total=hotel.price * 3,
        first_name=WISH.first_name,
        last_name=WISH.last_name,
        email=WISH.email,
        phone=WISH.phone,
    )


RIGHT = booking_of(CHEAPEST)


def test_the_right_booking_is_ok() -> None:
    verdict = check(WISH, [RIGHT])
    assert (verdict.ok, verdict.kind) == (True, Kind.OK)


def test_spelling_that_means_the_same_is_ok() -> None:
    same = replace(RIGHT, first_name="ANA ", email="Ana@Example.org", phone="(+55) 11-55550101")
    assert check(WISH, [same]).ok


@pytest.mark.parametrize(
    ("bookings", "kind"),
    [
        ([], Kind.NOT_BOOKED),
        ([RIGHT, replace(RIGHT, number=2, ref="K2Q9H7")], Kind.BOOKED_TWICE),
        ([replace(RIGHT, city="Rome")], Kind.WRONG_CITY),
        ([replace(RIGHT, check_in=date(2027, 5, 13))], Kind.WRONG_DATES),
        ([replace(RIGHT, check_out=date(2027, 5, 16))], Kind.WRONG_DATES),
        ([replace(RIGHT, guests=3)], Kind.WRONG_GUESTS),
        ([replace(RIGHT, first_name="John")], Kind.WRONG_PERSON),
        ([replace(RIGHT, last_name="Doe")], Kind.WRONG_PERSON),
        ([replace(RIGHT, email="a@example.org")], Kind.WRONG_PERSON),
        ([replace(RIGHT, phone="+55 11 5555 0102")], Kind.WRONG_PERSON),
        ([booking_of(PLAIN)], Kind.WRONG_PREFERENCE),
    ],
)
def test_each_failure_has_its_kind(bookings: list[Booking], kind: Kind) -> None:
    verdict = check(WISH, bookings)
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


@pytest.mark.parametrize("preference", Preference)
def test_each_preference_is_judged_from_the_offer(preference: Preference) -> None:
    right = {
        Preference.CHEAPEST: [CHEAPEST],
        Preference.BEST_RATED: [BEST],
        Preference.BREAKFAST: [hotel for hotel in OFFER if hotel.breakfast],
    }[preference]
    wish = replace(WISH, preference=preference)
    assert right
    for hotel in OFFER:
        assert check(wish, [booking_of(hotel)]).ok == (hotel in right)
