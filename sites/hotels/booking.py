"""A draft that a visitor checks, and the booking that it becomes."""

from dataclasses import dataclass
from datetime import date

from sites.hotels.stay import Stay


@dataclass(frozen=True, slots=True)
class Person:
    """Who is going to stay."""

    first_name: str
    last_name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A booking that is not confirmed."""

    id: str
    visitor: str
    hotel_id: str
    stay: Stay
    person: Person


@dataclass(frozen=True, slots=True)
class Booking:
    """A confirmed booking; `number` counts up in the order of confirmation."""

    number: int
    ref: str
    visitor: str
    hotel_id: str
    hotel_name: str
    city: str
    check_in: date
    check_out: date
    guests: int
    breakfast: bool
    price_total: int
    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def stay(self) -> Stay:
        """Return the booked stay."""
        return Stay(self.city, self.check_in, self.check_out, self.guests)
