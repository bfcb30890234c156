"""A hotel, and how a city's hotels are drawn from the seed."""

from dataclasses import dataclass
from random import Random
from typing import Final

from sites.dice import dice
from sites.writing import plain

_FIRST: Final = (
    "Amber", "Copper", "Quiet", "Silver", "Juniper", "Linden", "Marble", "Saffron",
    "Cobalt", "Willow", "Ivory", "Coral", "Cedar", "Velvet", "Northern", "Little",
)  # fmt: skip
_SECOND: Final = (
    "Lantern", "Harbour", "Orchard", "Courtyard", "Compass", "Fountain", "Sparrow",
    "Gallery", "Terrace", "Heron", "Garden", "Bridge", "Mill", "Bellflower", "Anchor", "Kite",
)  # fmt: skip
_PATTERNS: Final = (
    "Hotel {name}", "The {name}", "{name} House", "{name} Inn", "{name} Rooms", "{name} Lodge",
)  # fmt: skip
_PLACES: Final = (
    "a short walk from the main station",
    "in the middle of the old town",
    "on a calm side street",
    "next to the central park",
    "by the covered market",
    "near the university",
    "in the theatre quarter",
    "at the edge of the business district",
)
_CHARACTERS: Final = (
    "A family-run house with high ceilings",
    "A bright modern hotel with a roof terrace",
    "A restored town house with a reading room",
    "A friendly hotel with a leafy courtyard",
    "A compact hotel with well-planned rooms",
    "A former workshop with large windows",
)
_CAPACITIES: Final = (6, 6, 6, 6, 6, 4, 4, 2)
_WITH_BREAKFAST: Final = (True, True, False, False, False, True, False, False)
_STARS: Final = (2, 2, 3, 3, 3, 4, 4, 5)
_PRICES: Final = range(58, 296)
_RATINGS_IN_TENTHS: Final = range(68, 98)


@dataclass(frozen=True, slots=True)
class Hotel:
    """One hotel, with the one kind of room that it lets."""

    id: str
    name: str
    city: str
    description: str
    stars: int
    rating: float
    price: int
    breakfast: bool
    capacity: int
    hue: int

    @property
    def breakfast_text(self) -> str:
        """Say whether breakfast comes with the room."""
        return "Breakfast included" if self.breakfast else "No breakfast"


def hotels_of(city: str, seed: int) -> tuple[Hotel, ...]:
    """Draw a city's hotels; no two share a price, a rating or a name."""
    roll = dice(seed, city)
    size = len(_CAPACITIES)
    prices = roll.sample(_PRICES, size)
    ratings = roll.sample(_RATINGS_IN_TENTHS, size)
    names = _names(roll, size)
    places = roll.sample(_PLACES, size)
    hotels = [
        Hotel(
            id=_slug(f"{city} {names[at]}"),
            name=names[at],
            city=city,
            description=f"{roll.choice(_CHARACTERS)}, {places[at]}.",
            stars=_STARS[sorted(prices).index(prices[at])],
            rating=ratings[at] / 10,
            price=prices[at],
            breakfast=_WITH_BREAKFAST[at],
            capacity=_CAPACITIES[at],
            hue=roll.randrange(360),
        )
        for at in range(size)
    ]
    return tuple(hotels)


def _names(roll: Random, size: int) -> list[str]:
    pairs = zip(roll.sample(_FIRST, size), roll.sample(_SECOND, size), strict=True)
    return [roll.choice(_PATTERNS).format(name=f"{first} {second}") for first, second in pairs]


def _slug(text: str) -> str:
    return plain(text).replace(" ", "-")
