"""The mailboxes of all visitors in one SQLite file, and all that can happen to one."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4
from zlib import crc32

from sites.mail.draw import draw_mailbox
from sites.mail.mailbox import Event, Folder, Letter, Mail, Mailbox
from sites.record import Record, Records
from sites.reference import reference


class MailStore:
    """`today` is asked when a visitor comes for the first time, and when something is sent."""

    def __init__(self, path: Path, today: Callable[[], date], seed: int = 7) -> None:
        """Open the file; make it where there is none."""
        self._seed = seed
        self._today = today
        self._boxes = Records(path, Mailbox, lambda name: draw_mailbox(name, seed, today()))

    def record(self, *, visitor: str) -> Record[Mailbox]:
        """Return a visitor's mailbox as they found it and as it is now."""
        return self._boxes.of(visitor)

    def save_letter(self, visitor: str, letter: Letter) -> None:
        """Keep what a visitor is about to send, in the place of what they were before."""
        self._change(visitor, lambda box: box.model_copy(update={"letter": letter}))

    def send(self, visitor: str, letter_id: str) -> Mail | None:
        """Send what was written; once more returns the same, None is of no letter of theirs."""

        def sent(box: Mailbox) -> Mailbox:
            if box.letter is None or box.letter.id != letter_id:
                return box
            mail = _mail(box.letter, box, datetime.combine(self._today(), time(12)))
            return box.model_copy(update={"mails": (*box.mails, mail), "letter": None})

        return self._change(visitor, sent).mail(letter_id)

    def move(self, visitor: str, mail_id: str, folder: Folder) -> None:
        """Put a mail into another folder."""

        def moved(mail: Mail) -> Mail:
            return mail.model_copy(update={"folder": folder}) if mail.id == mail_id else mail

        self._change(
            visitor, lambda box: box.model_copy(update={"mails": tuple(map(moved, box.mails))})
        )

    def delete(self, visitor: str, mail_id: str) -> None:
        """Delete a mail for good."""

        def left(box: Mailbox) -> Mailbox:
            mails = tuple(mail for mail in box.mails if mail.id != mail_id)
            return box.model_copy(update={"mails": mails})

        self._change(visitor, left)

    def save_event(self, visitor: str, event: Event) -> None:
        """Put an event into the calendar, in the place of the one with its id."""

        def saved(box: Mailbox) -> Mailbox:
            others = (other for other in box.events if other.id != event.id)
            return box.model_copy(update={"events": (*others, event)})

        self._change(visitor, saved)

    def reference(self, visitor: str, mail_id: str) -> str:
        """Return what a visitor may call a mail that was sent or deleted."""
        return reference(crc32(f"{visitor}/{mail_id}".encode()), self._seed)

    def _change(self, visitor: str, change: Callable[[Mailbox], Mailbox]) -> Mailbox:
        return self._boxes.change(visitor, change)


def new_id() -> str:
    """Return an id that no mail or event has."""
    return uuid4().hex


def _mail(letter: Letter, box: Mailbox, at: datetime) -> Mail:
    written = letter.model_dump(exclude={"to"})
    return Mail(**written, folder=Folder.SENT, sender=box.owner, to=letter.to, at=at)
