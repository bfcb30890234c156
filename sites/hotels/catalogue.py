"""Every hotel of the site, and which of them have room."""

from enum import StrEnum
from typing import Final, Self

from sites.dice import dice
from sites.hotels.cities import CITIES
from sites.hotels.hotel import Hotel, hotels_of
from sites.hotels.stay import Stay

_PERIOD_DAYS: Final = 14


class Sort(StrEnum):
    """The orders that a visitor can choose, with the words on the page."""

    RECOMMENDED = "recommended", "Recommended"
    PRICE = "price", "Price (low to high)"
    RATING = "rating", "Guest rating (high to low)"

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Keep the words next to the value that goes into the address."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Catalogue:
    """The hotels of one seed. Bookings never use up rooms, so visitors cannot collide."""

    def __init__(self, seed: int) -> None:
        """Draw all hotels."""
        self._seed = seed
        self._by_city = {city: hotels_of(city, seed) for city in CITIES}
        self._by_id = {hotel.id: hotel for hotels in self._by_city.values() for hotel in hotels}

    def find(self, hotel_id: str) -> Hotel | None:
        """Return one hotel."""
        return self._by_id.get(hotel_id)

    def with_room(self, stay: Stay) -> tuple[Hotel, ...]:
        """Return the city's hotels that are big enough and not sold out."""
        hotels = self._by_city.get(stay.city, ())
        sold_out = self._sold_out(stay)
        return tuple(
            hotel for hotel in hotels if hotel.capacity >= stay.guests and hotel.id not in sold_out
        )

    def has_room(self, hotel: Hotel, stay: Stay) -> bool:
        """Tell whether this hotel can take this stay."""
        return hotel in self.with_room(stay)

    def _sold_out(self, stay: Stay) -> set[str]:
        # The first hotel of a city is large and has breakfast; it never sells out, so that
        # every wish can be met on every date.
        candidates = self._by_city[stay.city][1:]
        first = stay.check_in.toordinal() // _PERIOD_DAYS
        last = (stay.check_out.toordinal() - 1) // _PERIOD_DAYS
        return {
            dice(self._seed, stay.city, period).choice(candidates).id
            for period in range(first, last + 1)
        }


def arrange(hotels: tuple[Hotel, ...], sort: Sort) -> tuple[Hotel, ...]:
    """Put hotels in the order that the visitor chose."""
    if sort is Sort.PRICE:
        return tuple(sorted(hotels, key=lambda hotel: hotel.price))
    if sort is Sort.RATING:
        return tuple(sorted(hotels, key=lambda hotel: -hotel.rating))
    return _recommended(hotels)


def _recommended(hotels: tuple[Hotel, ...]) -> tuple[Hotel, ...]:
    # The house puts plain rooms at the top: taking the first one without reading meets no wish.
    if not hotels:
        return ()
    cheapest = min(hotels, key=lambda hotel: hotel.price)
    best = max(hotels, key=lambda hotel: hotel.rating)

    def rank(hotel: Hotel) -> tuple[bool, str]:
        return (hotel.breakfast or hotel in (cheapest, best), hotel.id)

    return tuple(sorted(hotels, key=rank))
