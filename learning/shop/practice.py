"""The shop as it is judged by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.part import Part
from learning.practice import Outcome, Value
from learning.script import Errand, Script, Slip
from learning.shop.answers import mistake, terse
from learning.shop.expert import ShopExpert
from learning.shop.heard import ADDRESS
from learning.shop.synthesis import drawn, make_script
from learning.shop.topics import TOPICS
from learning.topic import Topics
from learning.wishes.shop import shop_wish
from learning.wishes.site import SiteName
from sites.record import Record
from sites.shop.shopping import Order, Shopping
from sites.shop.store import ShopStore
from sites.shop.tasks import check


@dataclass(frozen=True, slots=True)
class ShopDeeds:
    """What a visitor has ordered, and what they found in the cart."""

    record: Record[Shopping]

    def __bool__(self) -> bool:
        return bool(self.record.now.orders)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        return tuple(pair for order in self.record.now.orders for pair in _values(order))

    def shares(self, count: int) -> tuple["ShopDeeds", ...]:
        """Of one errand alone: a cart that was found full is told apart by no second order."""
        return (self,) * count

    def judged(self, errand: Errand) -> Outcome:
        verdict = check(shop_wish(errand.wish).on_site(), self.record)
        return Outcome(verdict.ok, verdict.kind.value)


def _values(order: Order) -> tuple[tuple[str, Value], ...]:
    """What the person has to have said; what was in the cart before isn't theirs to say."""
    details = order.details
    named = ("first_name", "last_name", "email", "phone", *ADDRESS)
    typed = tuple((name, str(getattr(details, name))) for name in named)
    if len(order.lines) > 1:
        return typed
    lines = ((line.option, line.quantity) for line in order.lines)
    return (
        *typed,
        *(pair for o, q in lines for pair in (("option", o), ("quantity", q)) if pair[1]),
    )


@dataclass(frozen=True, slots=True)
class ShopPractice:
    """Implements `Practice`. Nothing is learned here, so nothing is renamed."""

    site: SiteName = SiteName.SHOP
    varies: bool = True
    again: bool = False
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int = 0) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        return drawn(rng, script.id, today, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """None: nothing is learned here."""
        del page, variant
        return False

    def expert(self, part: Part, today: date, variant: int) -> ShopExpert:
        return ShopExpert.of(part, today, variant)

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> ShopDeeds:
        del told  # an order tells all
        return ShopDeeds(ShopStore(database).of(visitor))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        return terse(errand)

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        del today  # nothing here has a day
        return mistake(rng, errand)

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        del rng, errand
        return {}
