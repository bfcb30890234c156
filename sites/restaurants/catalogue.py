"""Every restaurant of the guide, which of them a search finds, and when they have a table."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from sites.dice import dice
from sites.restaurants.cities import CITIES
from sites.restaurants.hours import seatings
from sites.restaurants.restaurant import Cuisine, PriceRange, Restaurant, restaurants_of

_FULL: Final = 5
"""One of so many seatings is taken, whoever asks."""


class Sort(StrEnum):
    """The orders that a visitor can choose."""

    HOUSE = "house"
    RATING = "rating"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Search:
    """What a visitor looks for; None and False stand for anything."""

    city: str
    cuisine: Cuisine | None = None
    price: PriceRange | None = None
    outdoor: bool = False
    vegetarian: bool = False
    sort: Sort = Sort.HOUSE

    def finds(self, restaurant: Restaurant) -> bool:
        """Whether a restaurant is of this kind, wherever it is."""
        return (
            self.cuisine in (None, restaurant.cuisine)
            and self.price in (None, restaurant.price_range)
            and restaurant.outdoor >= self.outdoor
            and restaurant.vegetarian >= self.vegetarian
        )


class Catalogue:
    """The restaurants of one seed. Reservations use up no tables, so visitors can't collide."""

    def __init__(self, seed: int) -> None:
        """Draw all restaurants."""
        self._seed = seed
        self._by_city = {city: restaurants_of(city, seed) for city in CITIES}
        self._by_id = {found.id: found for city in self._by_city.values() for found in city}

    def find(self, restaurant_id: str) -> Restaurant | None:
        """Return one restaurant."""
        return self._by_id.get(restaurant_id)

    def of_city(self, city: str) -> tuple[Restaurant, ...]:
        """Return the restaurants of a city in no order that means anything."""
        return self._by_city.get(city, ())

    def search(self, search: Search) -> tuple[Restaurant, ...]:
        """Return what a search finds, in the order that it asks for."""
        found = tuple(filter(search.finds, self.of_city(search.city)))
        match search.sort:
            case Sort.RATING:
                return tuple(sorted(found, key=lambda restaurant: -restaurant.rating))
            case Sort.PRICE:
                return tuple(sorted(found, key=lambda restaurant: restaurant.price))
            case Sort.HOUSE:
                return _by_house(found)

    def seatings(self, restaurant: Restaurant, day: date) -> tuple[time, ...]:
        """Return the times at which a restaurant has a table on a day."""
        offered = seatings(restaurant.hours, day)
        taken = dice(self._seed, restaurant.id, day).sample(offered, len(offered) // _FULL)
        return tuple(moment for moment in offered if moment not in taken)


def _by_house(found: tuple[Restaurant, ...]) -> tuple[Restaurant, ...]:
    # What is cheapest or best rated stands last: taking the first one without reading is wrong.
    best = {max(found, key=lambda r: r.rating), min(found, key=lambda r: r.price)} if found else ()
    return tuple(sorted(found, key=lambda restaurant: (restaurant in best, restaurant.id)))
