"""The site's state in one SQLite file."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from sites.database import Database
from sites.hotels.booking import Booking, Draft, Person
from sites.hotels.hotel import Hotel
from sites.hotels.stay import Stay
from sites.reference import reference

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS drafts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, visitor TEXT NOT NULL,
    hotel_id TEXT NOT NULL, city TEXT NOT NULL,
    check_in TEXT NOT NULL, check_out TEXT NOT NULL, guests INTEGER NOT NULL,
    first_name TEXT NOT NULL, last_name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS bookings (
    number INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE,
    draft TEXT NOT NULL UNIQUE REFERENCES drafts (id),
    hotel_name TEXT NOT NULL, breakfast INTEGER NOT NULL, price_total INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS drafts_of_visitor ON drafts (visitor);
"""
_BOOKINGS: Final = """
SELECT b.number, b.ref, b.hotel_name, b.breakfast, b.price_total, d.visitor, d.hotel_id, d.city,
       d.check_in, d.check_out, d.guests, d.first_name, d.last_name, d.email, d.phone
FROM bookings b JOIN drafts d ON d.id = b.draft
WHERE (:visitor IS NULL OR d.visitor = :visitor)
  AND (:email IS NULL OR lower(d.email) = lower(:email))
  AND (:draft IS NULL OR d.id = :draft)
ORDER BY b.number
"""
_OPEN_DRAFT: Final = """
SELECT * FROM drafts WHERE visitor = ? AND id NOT IN (SELECT draft FROM bookings)
ORDER BY number DESC LIMIT 1
"""


class HotelStore:
    """Drafts and bookings."""

    def __init__(self, path: Path, seed: int = 7) -> None:
        """Open the file; make it where there is none."""
        self._database = Database(path, _SCHEMA)
        self._seed = seed

    def bookings(self, *, visitor: str | None = None, email: str | None = None) -> list[Booking]:
        """Return the bookings in the order they were made, of everybody or of one visitor."""
        with self._database.transaction() as database:
            wanted = {"visitor": visitor, "email": email, "draft": None}
            return [_booking(row) for row in database.execute(_BOOKINGS, wanted)]

    def save_draft(self, visitor: str, hotel: Hotel, stay: Stay, person: Person) -> Draft:
        """Keep what a visitor is about to book."""
        draft = Draft(uuid4().hex, visitor, hotel.id, stay, person)
        row = (
            draft.id, visitor, hotel.id,
            stay.city, stay.check_in.isoformat(), stay.check_out.isoformat(), stay.guests,
            person.first_name, person.last_name, person.email, person.phone,
        )  # fmt: skip
        with self._database.transaction() as database:
            database.execute(
                "INSERT INTO drafts (id, visitor, hotel_id, city, check_in, check_out, guests,"
                " first_name, last_name, email, phone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return draft

    def open_draft(self, visitor: str) -> Draft | None:
        """Return the visitor's latest draft that is not booked."""
        with self._database.transaction() as database:
            row = database.execute(_OPEN_DRAFT, (visitor,)).fetchone()
        return _draft(row) if row else None

    def draft(self, draft_id: str, visitor: str) -> Draft | None:
        """Return one draft of this visitor, booked or not."""
        with self._database.transaction() as database:
            row = database.execute(
                "SELECT * FROM drafts WHERE id = ? AND visitor = ?",
                (draft_id, visitor),
            ).fetchone()
        return _draft(row) if row else None

    def book(self, draft: Draft, hotel: Hotel) -> Booking:
        """Confirm a draft; confirming it again returns the same booking."""
        wanted = {"visitor": None, "email": None, "draft": draft.id}
        with self._database.transaction() as database:
            if (row := database.execute(_BOOKINGS, wanted).fetchone()) is None:
                self._insert(database, draft, hotel)
                row = database.execute(_BOOKINGS, wanted).fetchone()
        return _booking(row)

    def _insert(self, database: sqlite3.Connection, draft: Draft, hotel: Hotel) -> None:
        (last,) = database.execute("SELECT coalesce(max(number), 0) FROM bookings").fetchone()
        number = last + 1
        price = hotel.price * draft.stay.nights
        database.execute(
            "INSERT INTO bookings (number, ref, draft, hotel_name, breakfast, price_total)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, reference(number, self._seed), draft.id, hotel.name, hotel.breakfast, price),
        )


def _stay(row: sqlite3.Row) -> Stay:
    check_in, check_out = map(date.fromisoformat, (row["check_in"], row["check_out"]))
    return Stay(row["city"], check_in, check_out, row["guests"])


def _draft(row: sqlite3.Row) -> Draft:
    person = Person(row["first_name"], row["last_name"], row["email"], row["phone"])
    return Draft(row["id"], row["visitor"], row["hotel_id"], _stay(row), person)


def _booking(row: sqlite3.Row) -> Booking:
    stay = _stay(row)
    return Booking(
        number=row["number"],
        ref=row["ref"],
        visitor=row["visitor"],
        hotel_id=row["hotel_id"],
        hotel_name=row["hotel_name"],
        city=stay.city,
        check_in=stay.check_in,
        check_out=stay.check_out,
        guests=stay.guests,
        breakfast=bool(row["breakfast"]),
        price_total=row["price_total"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        email=row["email"],
        phone=row["phone"],
    )
