"""The account site as it is practised on: one setting at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.account.expert import AccountExpert
from learning.account.synthesis import drawn, make_script, value_words
from learning.account.topics import TOPICS
from learning.part import Part
from learning.practice import Outcome, Value
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.account import AccountWish
from learning.wishes.site import SiteName
from sites.account.account import SECTIONS, Account
from sites.account.look import Look
from sites.account.store import AccountStore
from sites.account.tasks import check
from sites.record import Record
from sites.variant import Variant


@dataclass(frozen=True, slots=True)
class AccountDeeds:
    """One visitor's account, before and after."""

    record: Record[Account]

    def __bool__(self) -> bool:
        """Settings can be set back; what is deleted, and an account that is closed, can't."""
        first, now = self.record.first, self.record.now
        return now.closed or any(now.address(one.id) is None for one in first.addresses)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        """Settings that are other ones now."""
        first, now = self.record.first.settings, self.record.now.settings
        every = (setting for section in SECTIONS.values() for setting in section)
        return tuple(
            ("setting_value", now.value(one)) for one in every if now.value(one) != first.value(one)
        )

    def shares(self, count: int) -> tuple["AccountDeeds", ...]:
        """Of one errand alone: what was done of several can't be told apart."""
        return (self,) * count

    def judged(self, errand: Errand) -> Outcome:
        verdict = check(AccountWish.of(errand.wish).on_site(), self.record)
        return Outcome(verdict.ok, verdict.kind.value)


@dataclass(frozen=True, slots=True)
class AccountPractice:
    """Implements `Practice`."""

    site: SiteName = SiteName.ACCOUNT
    varies: bool = True
    again: bool = False
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        del today
        return drawn(rng, script.known_as, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """All pages of the site but those that tell what was just saved."""
        saved = Look.of(Variant.of(variant)).words["saved"]
        return '· Quillbox"' in page and saved not in page

    def expert(self, part: Part, today: date, variant: int) -> AccountExpert:
        del today
        return AccountExpert(part, Look.of(Variant.of(variant)))

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> AccountDeeds:
        del told  # what is done is judged by itself
        return AccountDeeds(AccountStore(database).record(visitor))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        wish = AccountWish.of(errand.wish)
        match wish.setting_value:
            case bool() as is_on:
                value = "on" if is_on else "off"
            case str():
                variant = errand.variant if isinstance(errand, Script) else 0
                value = value_words(wish, Look.of(Variant.of(variant)))
        return {"setting": wish.setting.replace("_", " "), "setting_value": value}

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        """None: a setting is saved without a yes, where it would be put right."""
        del rng, errand, today
        return None

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        """None: a setting's words are the site's own."""
        del rng, errand
        return {}
