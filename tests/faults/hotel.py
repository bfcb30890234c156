"""The hotel site as a process, and what it and the line to it have seen: a witness."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench.process import Server, running
from sites.hotels.booking import Person
from sites.hotels.catalogue import Catalogue
from sites.hotels.stay import Stay
from sites.hotels.store import HotelStore
from tests.faults.proxy import HERE, Link, Proxy, pass_on
from tests.redis_process import free_port

_TODAY: Final = date(2027, 3, 1)
_STAY: Final = Stay("Lisbon", date(2027, 5, 4), date(2027, 5, 7), 2)
_HOTEL: Final = Catalogue(7).with_room(_STAY)[0]
_PATIENCE: Final = 60.0


class Line(Proxy):
    """Counts how often the button is pressed: the site makes one booking of two presses."""

    presses = 0

    async def outward(
        self, client: asyncio.StreamReader, server: asyncio.StreamWriter, link: Link
    ) -> None:
        del link
        while piece := await client.read(65536):
            self.presses += piece.count(b"POST /confirmation ")
            await pass_on(server, piece)


@dataclass
class Hotel:
    line: Line
    store: HotelStore

    @property
    def host(self) -> str:
        return f"{HERE}:{self.line.port}"

    def welcome(self, visitor: str) -> str:
        """Where a visitor begins who has told all but a first name."""
        person = Person("", "Okafor", "maya@example.com", "+353 1 555 0101")
        self.store.save_draft(visitor, _HOTEL, _STAY, person)
        return f"http://{self.host}/guest?hotel={_HOTEL.id}&{_STAY.query}&visit={visitor}"

    def bookings(self, visitor: str) -> int:
        return len(self.store.bookings(visitor=visitor))


@asynccontextmanager
async def hotel(folder: Path) -> AsyncIterator[Hotel]:
    port, database = free_port(), folder / "hotels.db"
    words = ("hotels", "--database", str(database), "--port", str(port), "--today", str(_TODAY))
    server = Server(
        name="the hotel site",
        words=[sys.executable, "-m", "sites.server", *words],
        ready=f"http://{HERE}:{port}/healthz",
        patience=_PATIENCE,
        log=folder / "hotels.log",
    )
    with running(server):
        async with Line(port) as line:
            yield Hotel(line, HotelStore(database))


def books(prompt: str) -> str:
    """A model that knows the way from the guest's form to the booking."""
    page = prompt.rpartition("<page")[2]
    if 'title="Booking confirmed"' in page:
        return 'say "It is booked."'
    confirm = re.search(r'"Confirm booking" \[(\d+)\]', page)
    if confirm is not None:
        return f"click {confirm[1]}"
    name = re.search(r'"First name" \[(\d+)\](.*)', page)
    button = re.search(r'"Continue" \[(\d+)\]', page)
    if name is None or button is None:
        return 'say "I am lost."'
    fills = f'fill {name[1]} "Maya"'
    return f"click {button[1]}" if fills in page or "Maya" in name[2] else fills
