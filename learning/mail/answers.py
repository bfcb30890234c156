"""Answers that aren't put nicely: bare values, and wrong ones that are corrected later."""

from collections.abc import Mapping
from random import Random

from learning.mail import phrases as p
from learning.script import Errand, Slip
from learning.wishes.mail import AddEvent, MoveEvent, SendMail, mail_wish


def terse(errand: Errand) -> Mapping[str, str]:
    """The bare value for each topic."""
    wish = mail_wish(errand.wishes[0])
    if not isinstance(wish, AddEvent | MoveEvent):
        return {topic: wish.value(topic) for topic in errand.answers}
    hours = [
        f"{moment.hour % 12 or 12}:{moment:%M} {moment:%p}" for moment in (wish.start, wish.end)
    ]
    day = f"{wish.day.day} {wish.day:%b}"
    return {"title": wish.title, "day": day, "hours": " - ".join(hours)}


def mistake(rng: Random, errand: Errand) -> Slip | None:
    """A wrong subject, where the opening tells none."""
    wish = mail_wish(errand.wishes[0])
    if not isinstance(wish, SendMail) or "subject" in errand.revealed:
        return None
    wrong = rng.choice([other for other in p.SUBJECTS if other != wish.subject])
    return Slip(
        topic="subject",
        answer=rng.choice(p.ASKED["subject"]).format(subject=wrong),
        correction=rng.choice(p.CORRECTION).format(subject=wish.subject),
        wish=wish.model_copy(update={"subject": wrong}),
    )
