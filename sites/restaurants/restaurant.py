"""A restaurant, and how a city's restaurants are drawn from the seed."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from sites.dice import dice
from sites.restaurants.hours import Hours, draw_hours
from sites.writing import plain


class Cuisine(StrEnum):
    """What is cooked."""

    ITALIAN = "Italian"
    JAPANESE = "Japanese"
    INDIAN = "Indian"
    FRENCH = "French"
    MEXICAN = "Mexican"
    GREEK = "Greek"
    THAI = "Thai"
    LEBANESE = "Lebanese"


class PriceRange(StrEnum):
    """What a meal costs a person, in euros."""

    LOW = "€"
    MIDDLE = "€€"
    HIGH = "€€€"


_MIDDLE_FROM: Final = 25
_HIGH_FROM: Final = 45
_PRICES: Final = range(14, 75)
_RATINGS_IN_TENTHS: Final = range(31, 50)
_OF_A_CUISINE: Final = (3, 2, 2)
_HOUSES: Final = {
    Cuisine.ITALIAN: ("Trattoria {}", "Osteria {}", "{} Pasta Bar"),
    Cuisine.JAPANESE: ("{} Sushi", "{} Ramen House", "Izakaya {}"),
    Cuisine.INDIAN: ("{} Tandoor", "{} Curry House", "The {} Thali"),
    Cuisine.FRENCH: ("Bistro {}", "Brasserie {}", "Chez {}"),
    Cuisine.MEXICAN: ("Cantina {}", "{} Taqueria", "{} Cocina"),
    Cuisine.GREEK: ("Taverna {}", "{} Mezedes", "{} Ouzeri"),
    Cuisine.THAI: ("{} Thai Kitchen", "Baan {}", "{} Wok"),
    Cuisine.LEBANESE: ("Beit {}", "{} Mezze", "{} Grill House"),
}
_NAMES: Final = (
    "Amaro", "Basilico", "Calma", "Dorado", "Elara", "Farina", "Gusto", "Honora", "Iris",
    "Jasmin", "Kumo", "Laurel", "Marea", "Nori", "Olivo", "Pimenta", "Quince", "Rosso", "Sumac",
    "Tamarin", "Umbra", "Verde", "Zaffran", "Bonito", "Cilantro", "Dattel", "Estragon", "Fennel",
)  # fmt: skip
_STREETS: Final = (
    "Mill Street", "Market Square", "Harbour Road", "Station Street", "Garden Lane",
    "Bridge Street", "Old Town Square", "Theatre Street", "Park Road", "Fountain Place",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restaurant:
    """One restaurant; `price` is what a meal costs one person, in euros."""

    id: str
    name: str
    city: str
    address: str
    cuisine: Cuisine
    price: int
    rating: float
    outdoor: bool
    vegetarian: bool
    hours: Hours
    hue: int

    @property
    def price_range(self) -> PriceRange:
        """Return the range that its price falls into."""
        if self.price < _MIDDLE_FROM:
            return PriceRange.LOW
        return PriceRange.MIDDLE if self.price < _HIGH_FROM else PriceRange.HIGH


def restaurants_of(city: str, seed: int) -> tuple[Restaurant, ...]:
    """Draw a city's restaurants; no two share a price, a rating or a name."""
    roll = dice(seed, city)
    kinds = roll.sample(tuple(Cuisine), len(_OF_A_CUISINE))
    cuisines = [kind for kind, size in zip(kinds, _OF_A_CUISINE, strict=True) for _ in range(size)]
    names = roll.sample(_NAMES, len(cuisines))
    prices = roll.sample(_PRICES, len(cuisines))
    ratings = roll.sample(_RATINGS_IN_TENTHS, len(cuisines))
    drawn = zip(cuisines, names, prices, ratings, strict=True)
    return tuple(_restaurant(roll, city, *each) for each in drawn)


def _restaurant(
    roll: Random, city: str, cuisine: Cuisine, word: str, price: int, tenths: int
) -> Restaurant:
    name = roll.choice(_HOUSES[cuisine]).format(word)
    return Restaurant(
        id=plain(f"{city} {name}").replace(" ", "-"),
        name=name,
        city=city,
        address=f"{roll.randrange(1, 90)} {roll.choice(_STREETS)}",
        cuisine=cuisine,
        price=price,
        rating=tenths / 10,
        outdoor=roll.random() < 1 / 2,
        vegetarian=roll.random() < 1 / 2,
        hours=draw_hours(roll),
        hue=roll.randrange(360),
    )
