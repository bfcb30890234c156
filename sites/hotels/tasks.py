"""The task on this site: book the hotel that a wish describes; and the check of what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from sites.hotels.booking import Booking
from sites.hotels.catalogue import Catalogue, Sort, arrange
from sites.hotels.stay import Stay
from sites.verdict import Verdict
from sites.writing import plain


class Preference(StrEnum):
    """What makes one hotel the right one."""

    CHEAPEST = "cheapest"
    BREAKFAST = "breakfast"
    BEST_RATED = "best_rated"


@dataclass(frozen=True, slots=True)
class HotelWish:
    """Everything that a person knows about the booking they want."""

    city: str
    check_in: date
    check_out: date
    guests: int
    preference: Preference
    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def stay(self) -> Stay:
        """Return the stay that the wish asks for."""
        return Stay(self.city, self.check_in, self.check_out, self.guests)


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    NOT_BOOKED = "not_booked"
    BOOKED_TWICE = "booked_twice"
    WRONG_CITY = "wrong_city"
    WRONG_DATES = "wrong_dates"
    WRONG_GUESTS = "wrong_guests"
    WRONG_PERSON = "wrong_person"
    WRONG_PREFERENCE = "wrong_preference"


def check(wish: HotelWish, bookings: Sequence[Booking], seed: int = 7) -> Verdict:
    """Judge the bookings of one visitor: exactly one, and every field as wished.

    The site must have been started with the same seed.
    """
    if not bookings:
        return Verdict(ok=False, kind=Kind.NOT_BOOKED, detail="no booking")
    if len(bookings) > 1:
        return Verdict(ok=False, kind=Kind.BOOKED_TWICE, detail=f"{len(bookings)} bookings")
    (booking,) = bookings
    wrong = _wrong_stay(wish, booking) or _wrong_person(wish, booking)
    wrong = wrong or _wrong_preference(wish, booking, seed)
    return wrong or Verdict(ok=True, kind=Kind.OK, detail=booking.ref)


def _wrong_stay(wish: HotelWish, booking: Booking) -> Verdict | None:
    if plain(booking.city) != plain(wish.city):
        return _wrong(Kind.WRONG_CITY, wish.city, booking.city)
    wished, booked = (f"{x.check_in} to {x.check_out}" for x in (wish, booking))
    if booked != wished:
        return _wrong(Kind.WRONG_DATES, wished, booked)
    if booking.guests != wish.guests:
        return _wrong(Kind.WRONG_GUESTS, str(wish.guests), str(booking.guests))
    return None


def _wrong_person(wish: HotelWish, booking: Booking) -> Verdict | None:
    pairs = (
        (wish.first_name, booking.first_name),
        (wish.last_name, booking.last_name),
        (wish.email, booking.email),
    )
    for wished, booked in pairs:
        if " ".join(booked.split()).casefold() != " ".join(wished.split()).casefold():
            return _wrong(Kind.WRONG_PERSON, wished, booked)
    if _digits(booking.phone) != _digits(wish.phone):
        return _wrong(Kind.WRONG_PERSON, wish.phone, booking.phone)
    return None


def _wrong_preference(wish: HotelWish, booking: Booking, seed: int) -> Verdict | None:
    hotels = _catalogue(seed).with_room(booking.stay)
    if wish.preference is Preference.BREAKFAST:
        right = tuple(hotel for hotel in hotels if hotel.breakfast)
    elif wish.preference is Preference.CHEAPEST:
        right = arrange(hotels, Sort.PRICE)[:1]
    else:
        right = arrange(hotels, Sort.RATING)[:1]
    if booking.hotel_id in {hotel.id for hotel in right}:
        return None
    names = " or ".join(hotel.name for hotel in right)
    return _wrong(Kind.WRONG_PREFERENCE, f"{names} ({wish.preference})", booking.hotel_name)


def _wrong(kind: Kind, wished: str, booked: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=f"wished {wished}, booked {booked}")


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


@lru_cache(maxsize=4)
def _catalogue(seed: int) -> Catalogue:
    return Catalogue(seed)
