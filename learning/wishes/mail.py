"""What a person wants of their mail and calendar."""

from datetime import date, time
from typing import Literal, TypeAlias

from learning.wishes.site import SiteName, SiteWish
from sites.mail import tasks


class _Wanted(SiteWish):
    site: Literal[SiteName.MAIL] = SiteName.MAIL


class SendMail(_Wanted):
    """A mail to a contact."""

    to: str
    subject: str
    text: str

    def on_site(self) -> tasks.SendWish:
        return tasks.SendWish(self.to, self.subject, self.text)


class ReplyMail(_Wanted):
    """An answer; `about` is the subject, where the sender has written more than one mail."""

    sender: str
    text: str
    about: str = ""

    def on_site(self) -> tasks.ReplyWish:
        return tasks.ReplyWish(self.sender, self.text, self.about)


class PutMailAway(_Wanted):
    """A mail into the archive, or gone; `about` as for an answer."""

    sender: str
    how: tasks.PutAway
    about: str = ""

    def on_site(self) -> tasks.PutAwayWish:
        return tasks.PutAwayWish(self.sender, self.how, self.about)


class _Timed(_Wanted):
    title: str
    day: date
    start: time
    end: time


class AddEvent(_Timed):
    """Something new in the calendar; its place may be empty."""

    place: str = ""

    def on_site(self) -> tasks.EventWish:
        return tasks.EventWish(self.title, self.day, self.start, self.end, self.place)


class MoveEvent(_Timed):
    """Another time for what is in the calendar; `moves` tells it from something new."""

    moves: Literal[True] = True

    def on_site(self) -> tasks.MoveWish:
        return tasks.MoveWish(self.title, self.day, self.start, self.end)


MailWish: TypeAlias = SendMail | ReplyMail | PutMailAway | AddEvent | MoveEvent
_KINDS = (SendMail, ReplyMail, PutMailAway, AddEvent, MoveEvent)


def mail_wish(wish: SiteWish) -> MailWish:
    """The wish, known to be of this site.

    Raises:
        TypeError: it is of another one.
    """
    if isinstance(wish, _KINDS):
        return wish
    raise TypeError(f"a wish of {wish.site}")
