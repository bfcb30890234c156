"""The bill site as it is practised on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.bills.answers import mistake, terse
from learning.bills.expert import BillExpert, is_crossroads
from learning.bills.rename import renaming
from learning.bills.synthesis import drawn, make_script
from learning.bills.topics import TOPICS
from learning.days import TODAY
from learning.part import Part
from learning.practice import Outcome, Value
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.bills import BillsWish
from learning.wishes.site import SiteName
from sites.bills.household import Household
from sites.bills.store import BillStore
from sites.bills.tasks import check
from sites.record import Record
from sites.writing import money


@dataclass(frozen=True, slots=True)
class BillDeeds:
    """One visitor's household, before and after."""

    record: Record[Household]

    def __bool__(self) -> bool:
        return self.record.now != self.record.first

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        return (*self._paid(), *self._set_up())

    def _paid(self) -> Iterator[tuple[str, Value]]:
        """What is as the page has it, the whole amount and today, nobody has to say."""
        for payment in self.record.now.payments:
            yield from self._named(payment.bill, payment.account)
            bill = self.record.first.bill(payment.bill)
            if bill is None or payment.amount != self.record.first.left(bill):
                yield "amount", money(payment.amount)
            if payment.on != payment.made:
                yield "on", payment.on

    def _set_up(self) -> Iterator[tuple[str, Value]]:
        for automatic in self.record.now.automatic:
            if automatic not in self.record.first.automatic:
                yield from self._named(automatic.bill, automatic.account)
                yield "day", automatic.day

    def _named(self, bill: str, account: str) -> Iterator[tuple[str, Value]]:
        found = (self.record.first.bill(bill), self.record.first.account(account))
        if found[0] is not None and found[1] is not None:
            yield from (("service", found[0].service), ("account", found[1].name))

    def shares(self, count: int) -> tuple["BillDeeds", ...]:
        """Of one errand alone: what was done of several can't be told apart."""
        return (self,) * count

    def judged(self, errand: Errand) -> Outcome:
        verdict = check(BillsWish.of(errand.wish).on_site(), self.record)
        return Outcome(verdict.ok, verdict.kind.value)


@dataclass(frozen=True, slots=True)
class BillPractice:
    """Implements `Practice`."""

    site: SiteName = SiteName.BILLS
    varies: bool = True
    again: bool = False
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        return drawn(rng, script.known_as, today, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """The list of bills, and a bill."""
        del variant  # all ways to call a page are known
        return is_crossroads(page)

    def expert(self, part: Part, today: date, variant: int) -> BillExpert:
        del variant  # it knows all ways to call a control
        return BillExpert(part, today)

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> BillDeeds:
        del told  # what is done is judged by itself
        return BillDeeds(BillStore(database, today=TODAY).record(visitor))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        return terse(errand)

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        return mistake(rng, errand, today)

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        return renaming(rng, [BillsWish.of(wish) for wish in errand.wishes])
