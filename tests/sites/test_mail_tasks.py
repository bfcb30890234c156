from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from sites.mail.draw import draw_mailbox
from sites.mail.mailbox import Event, Folder, Mail, Mailbox
from sites.mail.tasks import (
    EventWish,
    Kind,
    MailWish,
    MoveWish,
    PutAway,
    PutAwayWish,
    ReplyWish,
    SendWish,
    check,
)
from sites.record import Record

FIRST = draw_mailbox("abc", 7, date(2027, 1, 15))
INBOX = FIRST.in_folder(Folder.INBOX)
SENDERS = [mail.sender.name for mail in INBOX]
MAIL = next(mail for mail in INBOX if SENDERS.count(mail.sender.name) == 1)
OTHER = next(mail for mail in INBOX if mail.sender != MAIL.sender)
TWICE = next(mail for mail in INBOX if SENDERS.count(mail.sender.name) == 2)
TO, SOMEBODY = FIRST.contacts[:2]
EVENT, LATER = FIRST.events[:2]

SEND = SendWish(to=TO.name, subject="Lunch", text="Shall we meet at noon?")
REPLY = ReplyWish(sender=MAIL.sender.name, text="Gladly.")
ARCHIVE = PutAwayWish(sender=MAIL.sender.name, how=PutAway.ARCHIVED)
DELETE = replace(ARCHIVE, how=PutAway.DELETED)
ADD = EventWish("Dance class", date(2027, 2, 3), time(14, 30), time(15), "Mill Studio")
MOVE = MoveWish(EVENT.title, date(2027, 2, 3), time(14, 30), time(15))

Change = Callable[[Mailbox], Mailbox]


def sent(number: int = 1, **change: object) -> Change:
    mail = Mail(
        id=f"new{number}",
        folder=Folder.SENT,
        sender=FIRST.owner,
        to=TO,
        subject="lunch",
        text="Shall we meet  at noon?",
        at=datetime(2027, 1, 15, 12),  # noqa: DTZ001 the site's own clock
    ).model_copy(update=change)
    return lambda box: box.model_copy(update={"mails": (*box.mails, mail)})


def answered(**change: object) -> Change:
    about = {"to": MAIL.sender, "subject": f"Re: {MAIL.subject}", "answers": MAIL.id}
    return sent(**{**about, "text": "gladly", **change})


def moved(mail: Mail, folder: Folder = Folder.ARCHIVE) -> Change:
    put = mail.model_copy(update={"folder": folder})
    return lambda box: box.model_copy(
        update={"mails": tuple(put if each.id == mail.id else each for each in box.mails)}
    )


def deleted(mail: Mail) -> Change:
    return lambda box: box.model_copy(
        update={"mails": tuple(each for each in box.mails if each.id != mail.id)}
    )


def saved(event: Event = EVENT, **change: object) -> Change:
    when = {"day": ADD.day, "start": ADD.start, "end": ADD.end}
    put = event.model_copy(update=when | change)
    return lambda box: box.model_copy(
        update={"events": (*(each for each in box.events if each.id != put.id), put)}
    )


def added(number: int = 1, **change: object) -> Change:
    about = {"id": f"new{number}", "title": "dance class", "place": "Mill studio"}
    return saved(**{**about, **change})


RIGHT: list[tuple[MailWish, Change]] = [
    (SEND, sent()),
    (REPLY, answered()),
    (ARCHIVE, moved(MAIL)),
    (DELETE, deleted(MAIL)),
    (ADD, added()),
    (MOVE, saved()),
]
WRONG: list[tuple[MailWish, list[Change], Kind]] = [
    *((wish, [], Kind.NOT_DONE) for wish, _ in RIGHT),
    *((wish, [right, deleted(OTHER)], Kind.OTHERS_CHANGED) for wish, right in RIGHT[:3]),
    *((wish, [right, sent(9)], Kind.OTHERS_CHANGED) for wish, right in RIGHT[3:]),
    *((wish, [right, moved(OTHER)], Kind.OTHERS_CHANGED) for wish, right in RIGHT[4:]),
    (SEND, [sent(), sent(2)], Kind.DONE_TWICE),
    (SEND, [sent(to=SOMEBODY)], Kind.WRONG_RECIPIENT),
    (SEND, [sent(subject="Dinner")], Kind.WRONG_SUBJECT),
    (SEND, [sent(text="Shall we meet?")], Kind.WRONG_TEXT),
    (SEND, [sent(answers=MAIL.id)], Kind.WRONG_MAIL),
    (SEND, [sent(), added()], Kind.OTHERS_CHANGED),
    (REPLY, [answered(answers="")], Kind.WRONG_MAIL),
    (REPLY, [answered(answers=OTHER.id)], Kind.WRONG_MAIL),
    (REPLY, [answered(text="No.")], Kind.WRONG_TEXT),
    (ARCHIVE, [moved(OTHER)], Kind.WRONG_MAIL),
    (ARCHIVE, [moved(MAIL), moved(OTHER)], Kind.DONE_TWICE),
    (ARCHIVE, [deleted(MAIL)], Kind.OTHERS_CHANGED),
    (DELETE, [deleted(OTHER)], Kind.WRONG_MAIL),
    (DELETE, [deleted(MAIL), deleted(OTHER)], Kind.DONE_TWICE),
    (DELETE, [moved(MAIL)], Kind.OTHERS_CHANGED),
    (ADD, [added(), added(2)], Kind.DONE_TWICE),
    (ADD, [added(title="Dance")], Kind.WRONG_TITLE),
    (ADD, [added(day=date(2027, 2, 4))], Kind.WRONG_DATE),
    (ADD, [added(start=time(13))], Kind.WRONG_TIME),
    (ADD, [added(end=time(16))], Kind.WRONG_TIME),
    (ADD, [added(place="")], Kind.WRONG_PLACE),
    (ADD, [saved()], Kind.OTHERS_CHANGED),
    (MOVE, [saved(LATER)], Kind.WRONG_EVENT),
    (MOVE, [saved(), saved(LATER)], Kind.DONE_TWICE),
    (MOVE, [saved(day=date(2027, 2, 4))], Kind.WRONG_DATE),
    (MOVE, [saved(start=time(13))], Kind.WRONG_TIME),
    (MOVE, [saved(title="Other")], Kind.WRONG_TITLE),
    (MOVE, [saved(place="Elsewhere")], Kind.WRONG_PLACE),
    (MOVE, [added()], Kind.OTHERS_CHANGED),
]


def after(*changes: Change) -> Record[Mailbox]:
    box = FIRST
    for change in changes:
        box = change(box)
    return Record(FIRST, box)


@pytest.mark.parametrize(("wish", "right"), RIGHT)
def test_what_was_wished_is_ok(wish: MailWish, right: Change) -> None:
    verdict = check(wish, after(right))
    assert (verdict.ok, verdict.kind) == (True, Kind.OK)


@pytest.mark.parametrize(("wish", "changes", "kind"), WRONG)
def test_each_failure_has_its_kind(wish: MailWish, changes: list[Change], kind: Kind) -> None:
    verdict = check(wish, after(*changes))
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


def test_a_letter_that_is_not_sent_is_no_change() -> None:
    box = FIRST.model_copy(update={"letter": None})
    assert check(SEND, Record(FIRST, box)).kind is Kind.NOT_DONE


def test_a_subject_tells_mails_of_one_sender_apart() -> None:
    wish = PutAwayWish(TWICE.sender.name, PutAway.DELETED, TWICE.subject)
    assert check(wish, after(deleted(TWICE))).ok
    same = next(m for m in INBOX if m.sender == TWICE.sender and m != TWICE)
    assert check(wish, after(deleted(same))).kind is Kind.WRONG_MAIL


@pytest.mark.parametrize(
    ("wish", "changes"),
    [
        (replace(SEND, to="Nobody"), [sent()]),
        (replace(REPLY, sender="Nobody"), [answered()]),
        (replace(REPLY, sender=TWICE.sender.name), [answered()]),
        (replace(MOVE, title="Nothing"), [saved()]),
    ],
)
def test_a_wish_about_nothing_is_an_error(wish: MailWish, changes: list[Change]) -> None:
    with pytest.raises(ValueError, match=r"contacts|mails|events"):
        check(wish, after(*changes))
