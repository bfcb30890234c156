"""The restaurant guide as it is practised on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.part import Part
from learning.practice import Outcome, Value
from learning.restaurants.answers import mistake, terse
from learning.restaurants.expert import TableExpert
from learning.restaurants.rename import renaming
from learning.restaurants.synthesis import drawn, make_script
from learning.restaurants.topics import TOPICS
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.restaurants import OpeningHours, restaurants_wish
from learning.wishes.site import SiteName
from sites.restaurants.seating import Reservation
from sites.restaurants.store import TableStore
from sites.restaurants.tasks import check, check_answer


@dataclass(frozen=True, slots=True)
class TableDeeds:
    """One visitor's reservations, and what they were told."""

    reservations: tuple[Reservation, ...]
    told: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.reservations)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        seatings = [each.seating for each in self.reservations]
        return tuple(
            pair
            for seating in seatings
            for pair in (
                ("day", seating.day),
                ("time", str(seating.time)),
                ("people", seating.people),
                ("phone", seating.phone),
                ("note", seating.note),
            )
        )

    def shares(self, count: int) -> tuple["TableDeeds", ...]:
        single = [TableDeeds(self.reservations[at : at + 1], self.told) for at in range(count - 1)]
        return (*single, TableDeeds(self.reservations[count - 1 :], self.told))

    def judged(self, errand: Errand) -> Outcome:
        wish = restaurants_wish(errand.wish)
        if not isinstance(wish, OpeningHours):
            verdict = check(wish.on_site(), self.reservations)
            return Outcome(verdict.ok, verdict.kind.value)
        asked = wish.on_site()
        answers = self.told or ("",)
        verdicts = [check_answer(asked, text, self.reservations) for text in answers]
        best = next((each for each in verdicts if each.ok), verdicts[-1])
        return Outcome(best.ok, best.kind.value)


@dataclass(frozen=True, slots=True)
class RestaurantPractice:
    """Implements `Practice`.

    A second errand on the guide can't be told from the first: of a question nothing is left.
    """

    site: SiteName = SiteName.RESTAURANTS
    varies: bool = True
    again: bool = False
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int = 0) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        return drawn(rng, script.known_as, today, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """None: each page goes by what was searched for on the one before."""
        del page, variant
        return False

    def expert(self, part: Part, today: date, variant: int) -> TableExpert:
        return TableExpert.of(part, today, variant)

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> TableDeeds:
        return TableDeeds(TableStore(database).reservations(visitor=visitor), tuple(told))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        return terse(errand)

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        return mistake(rng, errand, today)

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        wishes = (restaurants_wish(wish) for wish in errand.wishes)
        return renaming(rng, list(dict.fromkeys(wish.city for wish in wishes)))
