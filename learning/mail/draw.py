"""Wishes that a visitor's own mailbox can meet."""

from collections import Counter
from datetime import date, time, timedelta
from random import Random
from typing import Final

from learning.mail import phrases as p
from learning.wishes.mail import AddEvent, MailWish, MoveEvent, PutMailAway, ReplyMail, SendMail
from sites.mail.draw import draw_mailbox
from sites.mail.mailbox import Folder, Mail, Mailbox
from sites.mail.tasks import PutAway

_SITE_SEED: Final = 7
_HALF_HOURS: Final = range(16, 40)
_LONGEST: Final = 5


def draw_wish(rng: Random, visitor: str, today: date) -> MailWish:
    box = draw_mailbox(visitor, _SITE_SEED, today)
    match rng.randrange(5):
        case 0:
            subject, text = rng.choice(p.SUBJECTS), rng.choice(p.TEXTS)
            return SendMail(to=rng.choice(box.contacts).name, subject=subject, text=text)
        case 1:
            mail = rng.choice(box.in_folder(Folder.INBOX))
            about = _about(mail, box)
            return ReplyMail(sender=mail.sender.name, text=rng.choice(p.TEXTS), about=about)
        case 2:
            mail = rng.choice(box.in_folder(Folder.INBOX))
            how = rng.choice(tuple(PutAway))
            return PutMailAway(sender=mail.sender.name, how=how, about=_about(mail, box))
        case 3:
            title = rng.choice(p.TITLES)
            place = rng.choice(p.PLACES) if rng.random() < 0.4 else ""  # noqa: PLR2004 a share
            when = _when(rng, today)
            return AddEvent.model_validate({"title": title, "place": place, **when})
        case _:
            title = rng.choice(box.events).title
            return MoveEvent.model_validate({"title": title, **_when(rng, today)})


def _about(mail: Mail, box: Mailbox) -> str:
    written = Counter(each.sender.name for each in box.in_folder(Folder.INBOX))
    return mail.subject if written[mail.sender.name] > 1 else ""


def _when(rng: Random, today: date) -> dict[str, date | time]:
    start = rng.choice(_HALF_HOURS)
    day = today + timedelta(days=rng.randint(1, 60))
    return {"day": day, "start": _clock(start), "end": _clock(start + rng.randint(1, _LONGEST))}


def _clock(half_hours: int) -> time:
    return time(half_hours // 2, 30 * (half_hours % 2))
