"""A table as a visitor asks for it, and the reservation that it becomes."""

from datetime import date, time

from pydantic import BaseModel, ConfigDict


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Seating(_Kept):
    """Where, when, for how many and for whom."""

    restaurant_id: str
    day: date
    time: time
    people: int
    name: str
    phone: str
    note: str


class Draft(_Kept):
    """A table that is asked for and not reserved."""

    id: str
    seating: Seating


class Reservation(_Kept):
    """A reserved table, and the draft that it was."""

    ref: str
    draft: str
    seating: Seating


class Diary(_Kept):
    """What one visitor asked for last, and what they reserved, in that order."""

    draft: Draft | None = None
    reservations: tuple[Reservation, ...] = ()
