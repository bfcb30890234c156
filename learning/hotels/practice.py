"""The hotel site as it is practised on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.hotels.answers import mistake, terse
from learning.hotels.expert import HotelExpert
from learning.hotels.rename import renaming
from learning.hotels.synthesis import drawn, make_script
from learning.hotels.topics import TOPICS
from learning.part import Part
from learning.practice import Outcome, Value
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.hotels import HotelsWish
from learning.wishes.site import SiteName
from sites.hotels.booking import Booking
from sites.hotels.store import HotelStore
from sites.hotels.tasks import check

_FIELDS = ("city", "check_in", "check_out", "guests", "first_name", "last_name", "email", "phone")


@dataclass(frozen=True, slots=True)
class HotelDeeds:
    """One visitor's bookings."""

    bookings: tuple[Booking, ...]

    def __bool__(self) -> bool:
        return bool(self.bookings)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        return tuple((field, getattr(b, field)) for b in self.bookings for field in _FIELDS)

    def shares(self, count: int) -> tuple["HotelDeeds", ...]:
        single = [HotelDeeds(self.bookings[at : at + 1]) for at in range(count - 1)]
        return (*single, HotelDeeds(self.bookings[count - 1 :]))

    def judged(self, errand: Errand) -> Outcome:
        verdict = check(HotelsWish.of(errand.wish).on_site(), self.bookings)
        return Outcome(verdict.ok, verdict.kind.value)


@dataclass(frozen=True, slots=True)
class HotelPractice:
    """Implements `Practice`."""

    site: SiteName = SiteName.HOTELS
    varies: bool = False
    again: bool = True
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int = 0) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        return drawn(rng, script.known_as, today, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """None: each page goes by what was searched for on the one before."""
        del page, variant
        return False

    def expert(self, part: Part, today: date, variant: int) -> HotelExpert:
        del variant  # it looks one way only
        return HotelExpert(part, today)

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> HotelDeeds:
        del told  # a booking is judged by itself
        return HotelDeeds(tuple(HotelStore(database).bookings(visitor=visitor)))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        return terse(errand)

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        return mistake(rng, errand, today)

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        wishes = (HotelsWish.of(wish) for wish in errand.wishes)
        return renaming(rng, list(dict.fromkeys(wish.city for wish in wishes)))
