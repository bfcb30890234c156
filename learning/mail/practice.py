"""Mail and calendar as they are practised on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from learning.days import TODAY
from learning.mail.answers import mistake, terse
from learning.mail.expert import MailExpert
from learning.mail.synthesis import drawn, make_script
from learning.mail.topics import TOPICS
from learning.part import Part
from learning.practice import Outcome, Value
from learning.script import Errand, Script, Slip
from learning.topic import Topics
from learning.wishes.mail import mail_wish
from learning.wishes.site import SiteName
from sites.mail.look import Look
from sites.mail.mailbox import Mailbox
from sites.mail.store import MailStore
from sites.mail.tasks import Changes, check
from sites.mail.wording import Word
from sites.record import Record
from sites.variant import Variant


@dataclass(frozen=True, slots=True)
class MailDeeds:
    """What is different in a visitor's mailbox."""

    record: Record[Mailbox]

    @property
    def _changes(self) -> Changes:
        return Changes.of(self.record)

    def __bool__(self) -> bool:
        return bool(self._changes.sent or self._changes.deleted)

    @property
    def values(self) -> tuple[tuple[str, Value], ...]:
        changes = self._changes
        written = [("text", mail.text) for mail in changes.sent]
        headed = [mail for mail in changes.sent if not mail.answers]
        heads = [pair for m in headed for pair in (("to", m.to.name), ("subject", m.subject))]
        planned = [
            pair
            for event in (*changes.added, *changes.altered)
            for pair in (
                ("title", event.title),
                ("day", event.day),
                ("start", str(event.start)),
                ("end", str(event.end)),
            )
        ]
        return (*written, *heads, *planned)

    def shares(self, count: int) -> tuple["MailDeeds", ...]:
        return (self,) * count

    def judged(self, errand: Errand) -> Outcome:
        verdict = check(mail_wish(errand.wish).on_site(), self.record)
        return Outcome(verdict.ok, verdict.kind.value)


@dataclass(frozen=True, slots=True)
class MailPractice:
    """Implements `Practice`. What was changed first isn't told by a mailbox, so nothing twice."""

    site: SiteName = SiteName.MAIL
    varies: bool = True
    again: bool = False
    topics: Topics = TOPICS

    def make_script(self, number: int, seed: int, today: date, variant: int = 0) -> Script:
        return make_script(number, seed, today, variant)

    def another(self, script: Script, rng: Random, today: date) -> Script:
        return drawn(rng, script.known_as, today, script.variant)

    def is_crossroads(self, page: str, variant: int) -> bool:
        """The inbox and the calendar."""
        words = Look(Variant.of(variant)).words
        return any(f'title="{words[word]} · ' in page for word in (Word.INBOX, Word.CALENDAR))

    def expert(self, part: Part, today: date, variant: int) -> MailExpert:
        return MailExpert.of(part, today, variant)

    def deeds(self, database: Path, visitor: str, told: Sequence[str]) -> MailDeeds:
        del told  # a mailbox tells all
        return MailDeeds(MailStore(database, lambda: TODAY).record(visitor=visitor))

    def terse(self, errand: Errand) -> Mapping[str, str]:
        return terse(errand)

    def mistake(self, rng: Random, errand: Errand, today: date) -> Slip | None:
        del today  # a subject has no day
        return mistake(rng, errand)

    def renaming(self, rng: Random, errand: Errand) -> Mapping[str, str]:
        del rng, errand  # the names are those of the mailbox
        return {}
