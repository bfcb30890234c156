"""The cities with hotels, and how a typed city name finds one."""

from typing import Final

from sites.writing import plain

TRAIN_CITIES: Final[tuple[str, ...]] = (
    "Rome",
    "Paris",
    "New York",
    "São Paulo",
    "Tokyo",
    "Berlin",
    "Madrid",
    "Vienna",
    "Prague",
    "Dublin",
    "Amsterdam",
    "The Hague",
    "Brussels",
    "Copenhagen",
    "Stockholm",
    "Helsinki",
    "Zürich",
    "Budapest",
    "Warsaw",
    "Athens",
    "Istanbul",
    "Cairo",
    "Cape Town",
    "Nairobi",
    "Dubai",
    "Mumbai",
    "Bangkok",
    "Singapore",
    "Hong Kong",
    "Seoul",
    "Sydney",
    "Auckland",
    "Toronto",
    "Montréal",
    "Mexico City",
    "San Francisco",
    "Chicago",
    "Bogotá",
    "Lima",
    "Buenos Aires",
)

HELD_OUT_CITIES: Final[tuple[str, ...]] = (
    "Lisbon",
    "Barcelona",
    "Florence",
    "Kraków",
    "Edinburgh",
    "Oslo",
    "Málaga",
    "Reykjavík",
    "Tallinn",
    "Marrakesh",
    "Tel Aviv",
    "Kyoto",
    "Taipei",
    "Hanoi",
    "Melbourne",
    "Vancouver",
    "New Orleans",
    "Havana",
    "Santiago",
    "Rio de Janeiro",
)

CITIES: Final[tuple[str, ...]] = TRAIN_CITIES + HELD_OUT_CITIES


_BY_PLAIN_NAME: Final = {plain(city): city for city in CITIES}


def find_city(typed: str) -> str | None:
    """Return the city as the site spells it, or None where it has no hotels."""
    return _BY_PLAIN_NAME.get(plain(typed))
