"""The two forms a visitor fills in, and what is wrong with what was typed."""

import re
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.hotels.cities import find_city
from sites.hotels.stay import Stay

MOST_GUESTS: Final = 6
MOST_NIGHTS: Final = 28
_LONGEST_TEXT: Final = 80
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE: Final = re.compile(r"\+?[\d\s().\-/]+")
_FEWEST_DIGITS: Final = 6

Errors = dict[str, str]
"""The message for each field that is wrong, by the field's name."""


class SearchForm(BaseModel):
    """The search as typed; every value is text until it proves right."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    city: str = ""
    check_in: str = ""
    check_out: str = ""
    guests: str = ""

    def stay(self, today: date) -> Stay | Errors:
        """Return the stay, or what to say about each wrong field."""
        errors: Errors = {}
        city = self._city(errors)
        check_in = _date(self.check_in, "check_in", "check-in", errors)
        check_out = _date(self.check_out, "check_out", "check-out", errors)
        guests = self._guests(errors)
        if check_in and check_in < today:
            errors["check_in"] = "Check-in is in the past."
        elif check_in and check_out:
            errors |= _length(check_in, check_out)
        if errors or not (city and check_in and check_out and guests):
            return errors
        return Stay(city, check_in, check_out, guests)

    def _city(self, errors: Errors) -> str | None:
        city = find_city(self.city)
        if not self.city:
            errors["city"] = "Enter a city."
        elif city is None:
            errors["city"] = f"No hotels in {self.city} yet."
        return city

    def _guests(self, errors: Errors) -> int | None:
        if self.guests in map(str, range(1, MOST_GUESTS + 1)):
            return int(self.guests)
        errors["guests"] = "Choose the number of guests."
        return None


class GuestForm(SearchForm):
    """Who is going to stay, with the stay and the hotel that they chose."""

    hotel: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""

    def errors(self) -> Errors:
        """Return what to say about each wrong field of the person."""
        errors: Errors = {}
        if not 0 < len(self.first_name) <= _LONGEST_TEXT:
            errors["first_name"] = "Enter your first name."
        if not 0 < len(self.last_name) <= _LONGEST_TEXT:
            errors["last_name"] = "Enter your last name."
        if not _EMAIL.fullmatch(self.email):
            errors["email"] = "Enter a valid email address."
        digits = sum(character.isdigit() for character in self.phone)
        if not _PHONE.fullmatch(self.phone) or digits < _FEWEST_DIGITS:
            errors["phone"] = "Enter a phone number."
        return errors


def _date(typed: str, field: str, noun: str, errors: Errors) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        errors[field] = f"Enter a {noun} date."
        return None


def _length(check_in: date, check_out: date) -> Errors:
    if check_out <= check_in:
        return {"check_out": "Check-out must be after check-in."}
    if (check_out - check_in).days > MOST_NIGHTS:
        return {"check_out": f"A stay is {MOST_NIGHTS} nights at most."}
    return {}
