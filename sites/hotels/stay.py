"""A stay: where, from when to when, for how many."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sites.writing import count, day


@dataclass(frozen=True, slots=True)
class Stay:
    """What a visitor looks for a room for."""

    city: str
    check_in: date
    check_out: date
    guests: int

    @property
    def nights(self) -> int:
        """Count the nights between the two dates."""
        return (self.check_out - self.check_in).days

    @property
    def query(self) -> str:
        """Write the stay as the query string that every page of it carries."""
        return urlencode(
            {
                "city": self.city,
                "check_in": self.check_in.isoformat(),
                "check_out": self.check_out.isoformat(),
                "guests": self.guests,
            },
        )

    @property
    def line(self) -> str:
        """Write dates, nights and guests on one line."""
        until = day(self.check_out)
        since = day(self.check_in)
        if self.check_in.year == self.check_out.year:
            since = f"{self.check_in.day} {self.check_in:%B}"
        nights = count(self.nights, "night")
        return f"{since} to {until} · {nights} · {count(self.guests, 'guest')}"


def euros(amount: int) -> str:
    """Write a price: €1,240."""
    return f"€{amount:,}"
