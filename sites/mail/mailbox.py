"""The mail and the calendar of one person."""

from datetime import date, datetime, time
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Folder(StrEnum):
    """Where a mail lies."""

    INBOX = "inbox"
    ARCHIVE = "archive"
    SENT = "sent"


class Person(_Kept):
    """Somebody with an address."""

    name: str
    address: str


class Mail(_Kept):
    """A mail; `answers` is the id of the mail that it replies to, or empty."""

    id: str
    folder: Folder
    sender: Person
    to: Person
    subject: str
    text: str
    at: datetime
    answers: str = ""


class Letter(_Kept):
    """A mail that is written and not sent."""

    id: str
    to: Person
    subject: str
    text: str
    answers: str = ""


class Event(_Kept):
    """Something in the calendar, within one day."""

    id: str
    title: str
    day: date
    start: time
    end: time
    place: str


class Mailbox(_Kept):
    """All that one person has; mails in the order in which they came."""

    owner: Person
    contacts: tuple[Person, ...]
    mails: tuple[Mail, ...]
    events: tuple[Event, ...]
    letter: Letter | None = None

    def mail(self, mail_id: str) -> Mail | None:
        """Return a mail of any folder."""
        return next((mail for mail in self.mails if mail.id == mail_id), None)

    def event(self, event_id: str) -> Event | None:
        """Return an event."""
        return next((event for event in self.events if event.id == event_id), None)

    def in_folder(self, folder: Folder) -> tuple[Mail, ...]:
        """Return a folder's mails, the latest first."""
        return tuple(mail for mail in reversed(self.mails) if mail.folder is folder)
