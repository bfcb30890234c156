"""The errands on this site, and the check of what came of them."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias, assert_never

from sites.mail.mailbox import Event, Folder, Mail, Mailbox, Person
from sites.record import Record
from sites.verdict import Verdict
from sites.writing import loose, plain


@dataclass(frozen=True, slots=True)
class SendWish:
    """Send a mail to a contact, who is told by their full name."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyWish:
    """Reply to a mail in the inbox; its `subject` is given where its sender has sent more."""

    sender: str
    text: str
    subject: str = ""


class PutAway(StrEnum):
    """What becomes of a mail."""

    ARCHIVED = "archived"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class PutAwayWish:
    """Archive or delete a mail of the inbox; `subject` as for a reply."""

    sender: str
    how: PutAway
    subject: str = ""


@dataclass(frozen=True, slots=True)
class EventWish:
    """Put an event into the calendar."""

    title: str
    day: date
    start: time
    end: time
    place: str = ""


@dataclass(frozen=True, slots=True)
class MoveWish:
    """Move the event of this title to another time."""

    title: str
    day: date
    start: time
    end: time


MailWish: TypeAlias = SendWish | ReplyWish | PutAwayWish | EventWish | MoveWish


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    NOT_DONE = "not_done"
    DONE_TWICE = "done_twice"
    OTHERS_CHANGED = "others_changed"
    WRONG_MAIL = "wrong_mail"
    WRONG_RECIPIENT = "wrong_recipient"
    WRONG_SUBJECT = "wrong_subject"
    WRONG_TEXT = "wrong_text"
    WRONG_EVENT = "wrong_event"
    WRONG_TITLE = "wrong_title"
    WRONG_DATE = "wrong_date"
    WRONG_TIME = "wrong_time"
    WRONG_PLACE = "wrong_place"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different from the first visit; each as it is now, but what was deleted."""

    sent: tuple[Mail, ...]
    archived: tuple[Mail, ...]
    deleted: tuple[Mail, ...]
    added: tuple[Event, ...]
    altered: tuple[Event, ...]

    @classmethod
    def of(cls, record: Record[Mailbox]) -> "Changes":
        """Compare a mailbox with what it was."""
        first, now = record.first, record.now
        return cls(
            sent=tuple(mail for mail in now.mails if first.mail(mail.id) is None),
            archived=tuple(m for m in now.mails if first.mail(m.id) not in (None, m)),
            deleted=tuple(mail for mail in first.mails if now.mail(mail.id) is None),
            added=tuple(event for event in now.events if first.event(event.id) is None),
            altered=tuple(e for e in now.events if first.event(e.id) not in (None, e)),
        )


_Pair: TypeAlias = tuple[Kind, str, str]
"""What is wrong where these two, the wished and the found, differ."""


def check(wish: MailWish, record: Record[Mailbox]) -> Verdict:
    """Judge what a visitor has done: what was wished, and nothing else.

    Raises:
        ValueError: the mailbox has no one such contact, mail or event.
    """
    first, changes = record.first, Changes.of(record)
    match wish:
        case SendWish():
            return _verdict(changes, [_sent(wish, first, mail) for mail in changes.sent])
        case ReplyWish():
            return _verdict(changes, [_answered(wish, first, mail) for mail in changes.sent])
        case PutAwayWish():
            put_away = changes.archived if wish.how is PutAway.ARCHIVED else changes.deleted
            right = mail_of(wish.sender, wish.subject, first).id
            return _verdict(changes, [[(Kind.WRONG_MAIL, right, mail.id)] for mail in put_away])
        case EventWish():
            return _verdict(changes, [_put_in(wish, event) for event in changes.added])
        case MoveWish():
            return _verdict(changes, [_moved(wish, first, event) for event in changes.altered])
        case _:
            assert_never(wish)


def contact_of(name: str, mailbox: Mailbox) -> Person:
    """Return the contact of a full name.

    Raises:
        ValueError: there is none.
    """
    found = [person for person in mailbox.contacts if plain(person.name) == plain(name)]
    if len(found) != 1:
        message = f"{len(found)} contacts are called {name}"
        raise ValueError(message)
    return found[0]


def mail_of(sender: str, subject: str, mailbox: Mailbox) -> Mail:
    """Return the one mail in the inbox of a sender, with a subject if one is given.

    Raises:
        ValueError: there is none, or more.
    """
    inbox = mailbox.in_folder(Folder.INBOX)
    theirs = [mail for mail in inbox if plain(mail.sender.name) == plain(sender)]
    found = [mail for mail in theirs if loose(subject) in ("", loose(mail.subject))]
    if len(found) != 1:
        message = f"{len(found)} mails are of {sender} about {subject or 'anything'}"
        raise ValueError(message)
    return found[0]


def event_of(title: str, mailbox: Mailbox) -> Event:
    """Return the event of a title.

    Raises:
        ValueError: there is none, or more.
    """
    found = [event for event in mailbox.events if loose(event.title) == loose(title)]
    if len(found) != 1:
        message = f"{len(found)} events are called {title}"
        raise ValueError(message)
    return found[0]


def _verdict(changes: Changes, done: list[list[_Pair]]) -> Verdict:
    """Judge by what was compared of each thing of the right sort that was done."""
    all_changed = (changes.sent, changes.archived, changes.deleted, changes.added, changes.altered)
    others = sum(map(len, all_changed)) - len(done)
    if others:
        return _wrong(Kind.OTHERS_CHANGED, f"{others} other changes")
    if not done:
        return _wrong(Kind.NOT_DONE, "nothing was done")
    if len(done) > 1:
        return _wrong(Kind.DONE_TWICE, f"{len(done)} times")
    for kind, wished, found in done[0]:
        if wished != found:
            return _wrong(kind, f"wished {wished}, found {found}")
    return Verdict(ok=True, kind=Kind.OK, detail="as wished")


def _sent(wish: SendWish, first: Mailbox, mail: Mail) -> list[_Pair]:
    return [
        (Kind.WRONG_MAIL, "", mail.answers),
        (Kind.WRONG_RECIPIENT, contact_of(wish.to, first).address, mail.to.address),
        (Kind.WRONG_SUBJECT, loose(wish.subject), loose(mail.subject)),
        (Kind.WRONG_TEXT, loose(wish.text), loose(mail.text)),
    ]


def _answered(wish: ReplyWish, first: Mailbox, mail: Mail) -> list[_Pair]:
    right = mail_of(wish.sender, wish.subject, first)
    return [
        (Kind.WRONG_MAIL, right.id, mail.answers),
        (Kind.WRONG_TEXT, loose(wish.text), loose(mail.text)),
    ]


def _put_in(wish: EventWish, event: Event) -> list[_Pair]:
    return [
        (Kind.WRONG_TITLE, loose(wish.title), loose(event.title)),
        *_when(wish, event),
        (Kind.WRONG_PLACE, loose(wish.place), loose(event.place)),
    ]


def _moved(wish: MoveWish, first: Mailbox, event: Event) -> list[_Pair]:
    right = event_of(wish.title, first)
    return [
        (Kind.WRONG_EVENT, right.id, event.id),
        *_when(wish, event),
        (Kind.WRONG_TITLE, right.title, event.title),
        (Kind.WRONG_PLACE, right.place, event.place),
    ]


def _when(wish: EventWish | MoveWish, event: Event) -> list[_Pair]:
    wished, found = (f"{x.start:%H:%M} to {x.end:%H:%M}" for x in (wish, event))
    return [(Kind.WRONG_DATE, str(wish.day), str(event.day)), (Kind.WRONG_TIME, wished, found)]


def _wrong(kind: Kind, detail: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=detail)
