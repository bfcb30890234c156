"""The errands on this site, reserving and asking for hours, and the checks of what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from sites.restaurants.catalogue import Catalogue, Search, Sort
from sites.restaurants.hours import Weekday
from sites.restaurants.restaurant import Cuisine, Restaurant
from sites.restaurants.seating import Reservation, Seating
from sites.restaurants.wording import Word
from sites.times import times_in
from sites.verdict import Verdict
from sites.writing import loose, plain


@dataclass(frozen=True, slots=True)
class Named:
    """The restaurant of this name."""

    city: str
    name: str


class By(StrEnum):
    """What makes one of several restaurants the right one."""

    BEST_RATED = "best_rated"
    CHEAPEST = "cheapest"


@dataclass(frozen=True, slots=True)
class Pick:
    """The one restaurant of a cuisine in a city, of those that have what is needed."""

    city: str
    cuisine: Cuisine
    by: By
    outdoor: bool = False
    vegetarian: bool = False

    @property
    def search(self) -> Search:
        """Return the search that finds it first."""
        sort = Sort.RATING if self.by is By.BEST_RATED else Sort.PRICE
        return Search(self.city, self.cuisine, None, self.outdoor, self.vegetarian, sort)


Place: TypeAlias = Named | Pick


@dataclass(frozen=True, slots=True)
class TableWish:
    """Everything that a person knows about the table they want."""

    place: Place
    day: date
    time: time
    people: int
    name: str
    phone: str
    note: str = ""


class Edge(StrEnum):
    """Which of the hours is asked for."""

    OPENS = "opens"
    CLOSES = "closes"


@dataclass(frozen=True, slots=True)
class HoursWish:
    """When a restaurant opens or closes on a day of the week."""

    place: Named
    weekday: Weekday
    edge: Edge


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    NOT_RESERVED = "not_reserved"
    RESERVED_TWICE = "reserved_twice"
    WRONG_RESTAURANT = "wrong_restaurant"
    WRONG_DATE = "wrong_date"
    WRONG_TIME = "wrong_time"
    WRONG_PEOPLE = "wrong_people"
    WRONG_NAME = "wrong_name"
    WRONG_PHONE = "wrong_phone"
    WRONG_NOTE = "wrong_note"
    RESERVED_UNASKED = "reserved_unasked"
    NOT_ANSWERED = "not_answered"
    WRONG_ANSWER = "wrong_answer"


def place_of(place: Place, seed: int = 7) -> Restaurant:
    """Return the restaurant that is meant.

    Raises:
        ValueError: there is none.
    """
    catalogue = _catalogue(seed)
    match place:
        case Named():
            city = catalogue.of_city(place.city)
            found = [each for each in city if plain(each.name) == plain(place.name)]
        case Pick():
            found = list(catalogue.search(place.search))
    if not found:
        message = f"no restaurant is {place}"
        raise ValueError(message)
    return found[0]


def check(wish: TableWish, reservations: Sequence[Reservation], seed: int = 7) -> Verdict:
    """Judge the reservations of one visitor: exactly one, and every field as wished.

    The site must have been started with the same seed.

    Raises:
        ValueError: no restaurant is as wished.
    """
    if not reservations:
        return _wrong(Kind.NOT_RESERVED, "no reservation")
    if len(reservations) > 1:
        return _wrong(Kind.RESERVED_TWICE, f"{len(reservations)} reservations")
    (reservation,) = reservations
    wrong = _wrong_seating(wish, place_of(wish.place, seed), reservation.seating)
    return wrong or Verdict(ok=True, kind=Kind.OK, detail=reservation.ref)


def check_answer(
    wish: HoursWish, text: str, reservations: Sequence[Reservation] = (), seed: int = 7
) -> Verdict:
    """Judge what was said about the hours: the right time, no time of another day.

    Of a day off it has to be said that it is one. Nothing may have been reserved.

    Raises:
        ValueError: there is no such restaurant.
    """
    if reservations:
        return _wrong(Kind.RESERVED_UNASKED, f"{len(reservations)} reservations")
    opening = place_of(wish.place, seed).hours[wish.weekday]
    said = times_in(text)
    if opening is None:
        right = not said and any(way.casefold() in text.casefold() for way in Word.CLOSED.value)
        wished = "that it is closed"
    elif not said:
        return _wrong(Kind.NOT_ANSWERED, text)
    else:
        wanted = opening.opens if wish.edge is Edge.OPENS else opening.closes
        right = wanted in said and {*said} <= {opening.opens, opening.closes}
        wished = f"{wanted:%H:%M}"
    if right:
        return Verdict(ok=True, kind=Kind.OK, detail=text)
    return _wrong(Kind.WRONG_ANSWER, f"wished {wished}, said {text}")


def _wrong_seating(wish: TableWish, right: Restaurant, found: Seating) -> Verdict | None:
    pairs = (
        (Kind.WRONG_RESTAURANT, right.id, found.restaurant_id),
        (Kind.WRONG_DATE, str(wish.day), str(found.day)),
        (Kind.WRONG_TIME, f"{wish.time:%H:%M}", f"{found.time:%H:%M}"),
        (Kind.WRONG_PEOPLE, str(wish.people), str(found.people)),
        (Kind.WRONG_NAME, loose(wish.name), loose(found.name)),
        (Kind.WRONG_PHONE, _digits(wish.phone), _digits(found.phone)),
        (Kind.WRONG_NOTE, loose(wish.note), loose(found.note)),
    )
    for kind, wished, reserved in pairs:
        if wished != reserved:
            return _wrong(kind, f"wished {wished}, reserved {reserved}")
    return None


def _wrong(kind: Kind, detail: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=detail)


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


@lru_cache(maxsize=4)
def _catalogue(seed: int) -> Catalogue:
    return Catalogue(seed)
