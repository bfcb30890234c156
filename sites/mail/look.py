"""How the site looks in one variant: which fields its forms have, and as which controls."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeAlias

from sites.controls.control import Choosing, Dating
from sites.controls.field import Control, Field, Typing
from sites.mail.mailbox import Event, Folder, Mail, Person
from sites.mail.wording import Word
from sites.times import TimeStyle, write_time
from sites.variant import Variant
from sites.wording import Wording
from sites.writing import day

HALF_HOURS: Final = tuple(dt.time(hour, minute) for hour in range(7, 23) for minute in (0, 30))
"""That events may start and end at where a time is chosen from a list."""
FOLDERS: Final = {
    Folder.INBOX: Word.INBOX,
    Folder.ARCHIVE: Word.ARCHIVE_FOLDER,
    Folder.SENT: Word.SENT_FOLDER,
}


Row: TypeAlias = tuple[str, str, str]
"""An address, the words of the link to it, and what is said beside it."""


class Shape(StrEnum):
    """How mails and events are listed."""

    LIST = "list"
    ARTICLES = "articles"
    TABLE = "table"


class Link(StrEnum):
    """What a link to a mail says."""

    SUBJECT = "subject"
    BOTH = "both"
    SENDER = "sender"


class Deleting(StrEnum):
    """Where a mail is shown once more before it is deleted."""

    PAGE = "page"
    DIALOG = "dialog"
    DISCLOSURE = "disclosure"


class Look:
    """One variant's choices."""

    def __init__(self, variant: Variant) -> None:
        """Make every choice."""
        self._variant = variant
        self.words: Final = Wording(Word, variant)
        self.hue: Final = variant.choose("hue", (215, 165, 260, 20, 330))
        self.layout: Final = variant.choose("layout", ("top", "side", "side"))
        self.mails: Final = variant.choose("mails", tuple(Shape))
        self.events: Final = variant.choose("events", tuple(Shape))
        self.link: Final = variant.choose("link", tuple(Link))
        self.deleting: Final = variant.choose("deleting", tuple(Deleting))
        self.dating: Final = variant.choose("date", tuple(Dating))
        times = (TimeStyle.COLON, TimeStyle.HALVES, TimeStyle.DOT)
        self.times: Final = variant.choose("times", times)

    def time(self, moment: dt.time) -> str:
        """Write a time of day."""
        return write_time(moment, self.times)

    def links(self) -> tuple[tuple[str, str], ...]:
        """The pages of the site: address and words."""
        words = self.words
        mail = [(f"/folder/{folder}", words[word]) for folder, word in FOLDERS.items()]
        others = (("/contacts", words[Word.CONTACTS]), ("/calendar", words[Word.CALENDAR]))
        return (("/write", words[Word.WRITE]), *self._variant.arrange("links", (*mail, *others)))

    def mail_rows(self, mails: Iterable[Mail], *, sent: bool) -> list[Row]:
        """What a list says of mails: of those that were sent, who they are to."""
        rows = []
        for mail in mails:
            person = mail.to.name if sent else mail.sender.name
            words, *beside = {
                Link.SUBJECT: (mail.subject, person),
                Link.BOTH: (f"{person}: {mail.subject}",),
                Link.SENDER: (person, mail.subject),
            }[self.link]
            rows.append((f"/mail/{mail.id}", words, " · ".join((*beside, day(mail.at)))))
        return rows

    def event_rows(self, events: Iterable[Event]) -> list[Row]:
        """What a list says of events."""
        rows = []
        for event in events:
            times = f"{self.time(event.start)} to {self.time(event.end)}"
            when = f"{event.day:%A}, {day(event.day)}"
            facts = self._variant.arrange("event facts", (when, times, event.place))
            rows.append((f"/calendar/{event.id}", event.title, " · ".join(filter(None, facts))))
        return rows

    def letter_fields(self, contacts: Iterable[Person] = ()) -> tuple[Field, ...]:
        """The fields of a mail that answers none."""
        ways: tuple[Control, ...] = (Typing.TEXT, Choosing.SELECT, Choosing.LISTBOX, Choosing.MENU)
        people = tuple((person.address, person.name) for person in contacts)
        return (
            self._field("to", Word.TO, self._variant.choose("to", ways), people),
            self._field("subject", Word.SUBJECT, Typing.TEXT),
            *self.reply_fields(),
        )

    def reply_fields(self) -> tuple[Field, ...]:
        """The fields of a mail that answers another."""
        return (self._field("text", Word.TEXT, Typing.AREA),)

    def event_fields(self) -> tuple[Field, ...]:
        """The fields of an event."""
        ways: tuple[Control, ...] = (Typing.TIME, Choosing.SELECT, Typing.TEXT, Choosing.MENU)
        clock = self._variant.choose("clock", ways)
        times = tuple((f"{at:%H:%M}", self.time(at)) for at in HALF_HOURS)
        fields = (
            self._field("title", Word.TITLE, Typing.TEXT),
            self._field("place", Word.PLACE, Typing.TEXT, required=False),
        )
        return (
            *self._variant.arrange("event", fields),
            self._field("on", Word.DATE, self.dating),
            self._field("start", Word.START, clock, times),
            self._field("end", Word.END, clock, times),
        )

    def typed_time(self, moment: dt.time) -> str:
        """What stands in an event's field of a time: words where it is typed, else the value."""
        (control,) = (field.control for field in self.event_fields() if field.name == "start")
        return self.time(moment) if control is Typing.TEXT else f"{moment:%H:%M}"

    def _field(
        self,
        name: str,
        word: Word,
        control: Control,
        options: Iterable[tuple[str, str]] = (),
        *,
        required: bool = True,
    ) -> Field:
        return Field(
            name=name,
            label=self.words[word],
            control=control,
            options=tuple(options),
            required=required,
        )
