"""The forms of the site, and what is wrong with what was typed."""

import re
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from sites.controls.day_form import DayForm
from sites.mail.mailbox import Mailbox, Person
from sites.times import read_time
from sites.writing import plain

_LONGEST_LINE: Final = 100
_LONGEST_TEXT: Final = 2000
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class LetterForm(BaseModel):
    """A mail as typed; `answers` is the id of the mail that it replies to."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    to: str = ""
    subject: str = ""
    text: str = ""
    answers: str = ""

    def errors(self, mailbox: Mailbox) -> dict[str, str]:
        """Return what to say about each wrong field."""
        errors = {}
        people = recipients(self.to, mailbox)
        if not self.to:
            errors["to"] = "Say who the mail is for."
        elif not people:
            errors["to"] = f"{self.to} is no contact and no address."
        elif len(people) > 1:
            errors["to"] = f"Which one: {' or '.join(person.name for person in people)}?"
        if not 0 < len(self.subject) <= _LONGEST_LINE:
            errors["subject"] = "Enter a subject."
        if not 0 < len(self.text) <= _LONGEST_TEXT:
            errors["text"] = "Write something."
        return errors


class EventForm(DayForm):
    """An event as typed."""

    title: str = ""
    start: str = ""
    end: str = ""
    place: str = ""

    def errors(self, day: date | None) -> dict[str, str]:
        """Return what to say about each wrong field."""
        errors = {}
        if not 0 < len(self.title) <= _LONGEST_LINE:
            errors["title"] = "Enter a title."
        if len(self.place) > _LONGEST_LINE:
            errors["place"] = "This is too long."
        if day is None:
            errors["on"] = "Enter a date."
        start, end = read_time(self.start), read_time(self.end)
        if start is None:
            errors["start"] = "Enter a time, like 14:30."
        if end is None:
            errors["end"] = "Enter a time, like 14:30."
        elif start is not None and end <= start:
            errors["end"] = "It has to end after it starts."
        return errors


def recipients(typed: str, mailbox: Mailbox) -> tuple[Person, ...]:
    """Return who may be meant by a name, a first name or an address."""
    written = plain(typed)
    known = {person.address: person for person in (*mailbox.contacts, *_senders(mailbox))}
    if written in known or _ADDRESS.fullmatch(written):
        return (known.get(written, Person(name=typed, address=written)),)
    people = tuple(known.values())
    exact = tuple(person for person in people if plain(person.name) == written)
    return exact or tuple(person for person in people if plain(person.name).split()[0] == written)


def _senders(mailbox: Mailbox) -> tuple[Person, ...]:
    return tuple(mail.sender for mail in mailbox.mails if mail.sender != mailbox.owner)
