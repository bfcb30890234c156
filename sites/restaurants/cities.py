"""The cities of the guide, and how a typed city name finds one."""

from typing import Final

from sites.writing import plain

TRAIN_CITIES: Final = ("Rome", "Berlin", "Vienna", "Dublin", "Zürich", "Athens")
HELD_OUT_CITIES: Final = ("Málaga", "Oslo")
CITIES: Final = TRAIN_CITIES + HELD_OUT_CITIES

_BY_PLAIN_NAME: Final = {plain(city): city for city in CITIES}


def find_city(typed: str) -> str | None:
    """Return the city as the guide spells it, or None where it knows no restaurants there."""
    return _BY_PLAIN_NAME.get(plain(typed))
