"""Where an order goes, how, and how it is paid; and what is wrong with what was typed."""

import re
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from sites.writing import plain

Errors = dict[str, str]
"""The message for each field that is wrong, by the field's name."""

COUNTRIES: Final = (
    "Austria", "Belgium", "Czechia", "Denmark", "Finland", "France", "Germany", "Ireland",
    "Italy", "Netherlands", "Norway", "Poland", "Portugal", "Spain", "Sweden", "United Kingdom",
)  # fmt: skip
_LONGEST_TEXT: Final = 80
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE: Final = re.compile(r"\+?[\d\s().\-/]+")
_POSTAL_CODE: Final = re.compile(r"(?=.*\d)[A-Za-z\d][A-Za-z\d\s\-]{1,9}")
_FEWEST_DIGITS: Final = 6


class Delivery(StrEnum):
    """How an order travels."""

    STANDARD = "standard"
    EXPRESS = "express"
    PICKUP = "pickup"


class Payment(StrEnum):
    """How an order is paid."""

    CARD = "card"
    INVOICE = "invoice"


FEES: Final = {Delivery.STANDARD: 490, Delivery.EXPRESS: 1290, Delivery.PICKUP: 250}
"""What each delivery costs, in cents."""
DAYS: Final = {
    Delivery.STANDARD: "3 to 5 days",
    Delivery.EXPRESS: "next day",
    Delivery.PICKUP: "2 to 4 days",
}


class Section(StrEnum):
    """The parts of the checkout."""

    ADDRESS = "address"
    CONTACT = "contact"
    DELIVERY = "delivery"
    PAYMENT = "payment"


FIELDS: Final = {
    Section.ADDRESS: ("first_name", "last_name", "street", "postal_code", "city", "country"),
    Section.CONTACT: ("email", "phone"),
    Section.DELIVERY: ("delivery",),
    Section.PAYMENT: ("payment",),
}
_MISSING: Final = {
    "first_name": "Enter your first name.",
    "last_name": "Enter your last name.",
    "street": "Enter your street and house number.",
    "city": "Enter your town or city.",
    "delivery": "Choose a delivery.",
    "payment": "Choose how to pay.",
}


class Details(BaseModel):
    """The checkout as typed so far."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    first_name: str = ""
    last_name: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    newsletter: str = ""
    delivery: Delivery | Literal[""] = ""
    payment: Payment | Literal[""] = ""

    @property
    def fee(self) -> int:
        """Return what the delivery costs, in cents; nothing before one is chosen."""
        return FEES[self.delivery] if self.delivery else 0

    def errors(self, sections: tuple[Section, ...] = tuple(Section)) -> Errors:
        """Return what to say about each wrong field of these sections."""
        asked = {name for section in sections for name in FIELDS[section]}
        return {name: said for name, said in self._all_errors().items() if name in asked}

    def _all_errors(self) -> Errors:
        errors = {
            name: said
            for name, said in _MISSING.items()
            if not 0 < len(getattr(self, name)) <= _LONGEST_TEXT
        }
        if not _POSTAL_CODE.fullmatch(self.postal_code):
            errors["postal_code"] = "Enter a valid postal code."
        if plain(self.country) not in map(plain, COUNTRIES):
            errors["country"] = "Choose a country that we deliver to."
        if not _EMAIL.fullmatch(self.email):
            errors["email"] = "Enter a valid email address."
        digits = sum(character.isdigit() for character in self.phone)
        if not _PHONE.fullmatch(self.phone) or digits < _FEWEST_DIGITS:
            errors["phone"] = "Enter a phone number."
        return errors
