"""The forms of the site, and what is wrong with what was typed."""

import datetime as dt
import re
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.controls.day_form import DayForm
from sites.restaurants.catalogue import Search, Sort
from sites.restaurants.cities import find_city
from sites.restaurants.look import ANY, MOST_PEOPLE
from sites.restaurants.restaurant import Cuisine, PriceRange
from sites.times import read_time

_MOST_DAYS: Final = 365
_LONGEST_NAME: Final = 80
_LONGEST_NOTE: Final = 300
_PHONE: Final = re.compile(r"\+?[\d\s().\-/]+")
_FEWEST_DIGITS: Final = 6


class SearchForm(BaseModel):
    """A search with its order and filters, as typed."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    city: str = ""
    cuisine: str = ANY
    sort: Sort = Sort.HOUSE
    price: str = ANY
    outdoor: str = ""
    vegetarian: str = ""

    def search(self) -> Search | dict[str, str]:
        """Return the search, or what to say about each wrong field."""
        city = find_city(self.city)
        if city is None:
            said = f"No restaurants in {self.city} yet." if self.city else "Enter a city."
            return {"city": said}
        return Search(
            city=city,
            cuisine=Cuisine(self.cuisine) if self.cuisine in set(Cuisine) else None,
            price=PriceRange(self.price) if self.price in set(PriceRange) else None,
            outdoor=bool(self.outdoor),
            vegetarian=bool(self.vegetarian),
            sort=self.sort,
        )


class SeatingForm(DayForm):
    """A table as it is asked for."""

    people: str = ""
    time: str = ""
    name: str = ""
    phone: str = ""
    note: str = ""

    @property
    def at(self) -> dt.time | None:
        """Return the time, or None where there is none."""
        return read_time(self.time)

    def wrong_when(self, day: date | None, today: date) -> dict[str, str]:
        """Return what to say about the day and the number of people."""
        errors = {}
        if day is None:
            errors["on"] = "Enter a date."
        elif day < today:
            errors["on"] = "This date is in the past."
        elif day > today + timedelta(days=_MOST_DAYS):
            errors["on"] = "This date is too far ahead."
        if self.people not in map(str, range(1, MOST_PEOPLE + 1)):
            errors["people"] = "Choose how many people come."
        return errors

    def wrong_person(self) -> dict[str, str]:
        """Return what to say about who comes and what they note."""
        errors = {}
        if not 0 < len(self.name) <= _LONGEST_NAME:
            errors["name"] = "Enter your name."
        digits = sum(character.isdigit() for character in self.phone)
        if not _PHONE.fullmatch(self.phone) or digits < _FEWEST_DIGITS:
            errors["phone"] = "Enter a phone number."
        if len(self.note) > _LONGEST_NOTE:
            errors["note"] = f"A note has {_LONGEST_NOTE} letters at most."
        return errors
