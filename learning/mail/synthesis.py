"""Makes training scripts for errands with mail and calendar: a wish, and a person who words it."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from random import Random
from typing import Final, assert_never

from errands.agent.values.said import Said
from learning.mail import phrases as p
from learning.mail.draw import draw_wish
from learning.mail.heard import tells
from learning.script import Script, ScriptKind
from learning.spoken_day import day_text
from learning.wishes.mail import (
    AddEvent,
    MailWish,
    MoveEvent,
    PutMailAway,
    ReplyMail,
    SendMail,
    mail_wish,
)
from sites.mail.tasks import PutAway

_KINDS: Final = (
    *(ScriptKind.AT_ONCE,) * 6,
    *(ScriptKind.PIECEMEAL,) * 8,
    *(ScriptKind.CHANGED,) * 4,
    *(ScriptKind.REFUSED,) * 2,
)
_NOON: Final = 12


def make_script(number: int, seed: int, today: date, variant: int = 0) -> Script:
    """The same number and seed give the same script; wordings nobody could read are redone."""
    rng = Random(f"{seed}/{number}/mail")  # noqa: S311 reproducible data, not a secret
    return drawn(rng, f"t{seed}-{number:05}", today, variant)


def drawn(rng: Random, name: str, today: date, variant: int) -> Script:
    """An errand of this visitor's."""
    while True:
        script = _draw(rng, name, today)
        if is_readable(script, today):
            return script.model_copy(update={"variant": variant})


def is_readable(script: Script, today: date) -> bool:
    """Whether the opening tells what it reveals and nothing else, and each answer its own topic."""
    wish = mail_wish(script.first or script.wish)
    opening = Said(script.opening, today)
    told = {"hours" if piece in {"start", "end"} else piece for piece in script.revealed}
    if any(tells(topic, wish, opening) != (topic in told) for topic in topics_of_wish(wish)):
        return False
    return all(tells(topic, wish, Said(text, today)) for topic, text in script.answers.items())


def topics_of_wish(wish: MailWish) -> tuple[str, ...]:
    """What can be asked for."""
    match wish:
        case SendMail():
            return ("to", "subject", "text")
        case ReplyMail():
            return ("sender", *(("about",) if wish.about else ()), "text")
        case PutMailAway():
            return ("sender", *(("about",) if wish.about else ()))
        case AddEvent() | MoveEvent():
            return ("title", "day", "hours")
        case _:
            assert_never(wish)


def _draw(rng: Random, name: str, today: date) -> Script:
    wish = draw_wish(rng, name, today)
    topics = topics_of_wish(wish)
    kind = rng.choice(_KINDS)
    if not _needs_yes(wish) and kind in {ScriptKind.CHANGED, ScriptKind.REFUSED}:
        kind = ScriptKind.AT_ONCE
    if kind is ScriptKind.CHANGED and not isinstance(wish, SendMail | ReplyMail):
        kind = ScriptKind.REFUSED
    held: set[str] = set()
    if kind is ScriptKind.PIECEMEAL:
        held = set(rng.sample(topics, rng.randint(1, len(topics))))
    told = [topic for topic in topics if topic not in held]
    words = worded(rng, wish)
    first, after, change = _change(rng, kind, wish)
    return Script(
        id=name,
        kind=kind,
        profile={},
        opening=_opening(rng, wish, words, told),
        answers=answers_of(rng, wish, words),
        confirm=rng.choice(p.NO if kind is ScriptKind.REFUSED else p.YES),
        change=change,
        revealed=_revealed(wish, told),
        first=first,
        wish=after,
    )


def _needs_yes(wish: MailWish) -> bool:
    match wish:
        case SendMail() | ReplyMail():
            return True
        case PutMailAway():
            return wish.how is PutAway.DELETED
        case _:
            return False


def _revealed(wish: MailWish, told: Sequence[str]) -> tuple[str, ...]:
    always = tuple(piece for piece in ("how", "place", "moves") if piece in wish.pieces)
    pieces = (("start", "end") if topic == "hours" else (topic,) for topic in told)
    return (*(piece for both in pieces for piece in both), *always)


def worded(rng: Random, wish: MailWish) -> dict[str, str]:
    """Each piece in one person's words; what is to be written stays as it is."""
    words = {piece: wish.value(piece) for piece in wish.pieces}
    if isinstance(wish, AddEvent | MoveEvent):
        style = rng.random() < 0.5  # noqa: PLR2004 a share
        words |= {"start": _clock(wish.start, halves=style), "end": _clock(wish.end, halves=style)}
        words["day"] = day_text(rng, wish.day)
    return words


def _clock(moment: time, *, halves: bool) -> str:
    if not halves and moment.hour >= _NOON:
        return f"{moment:%H:%M}"
    hour = moment.hour % _NOON or _NOON
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{hour}{minutes} {'pm' if moment.hour >= _NOON else 'am'}"


def answers_of(rng: Random, wish: MailWish, words: Mapping[str, str]) -> dict[str, str]:
    """What is said when asked, by topic."""
    return {topic: rng.choice(p.ASKED[topic]).format(**words) for topic in topics_of_wish(wish)}


def _opening(rng: Random, wish: MailWish, words: Mapping[str, str], told: Sequence[str]) -> str:
    begins, parts = _fragments(wish, told)
    pieces = [rng.choice(forms).format(**words) for forms in parts]
    first = rng.choice(begins).format(**words)
    if isinstance(wish, AddEvent) and wish.place:
        pieces.append(rng.choice(p.PLACE).format(**words))
    joiner = rng.choice((". ", ". ", ", ", "; ", "\n"))
    return joiner.join([first.rstrip("?") if pieces else first, *pieces])


def _fragments(wish: MailWish, told: Sequence[str]) -> tuple[Sequence[str], list[Sequence[str]]]:
    """How it may begin, and what may follow; a text that is to be written comes last."""
    begins: Sequence[str]
    match wish:
        case SendMail():
            begins = p.SEND if "to" in told else p.SEND_TO_NOBODY
        case ReplyMail():
            begins = p.REPLY if "sender" in told else p.REPLY_TO_NOBODY
        case PutMailAway():
            begins = (p.PUT_AWAY if "sender" in told else p.PUT_AWAY_NOBODYS)[wish.how]
        case AddEvent():
            begins = p.ADD if "title" in told else p.ADD_UNTOLD
        case MoveEvent():
            begins = p.MOVE if "title" in told else p.MOVE_UNTOLD
        case _:
            assert_never(wish)
    forms = {"about": p.ABOUT, "subject": p.SUBJECT, "day": p.DAY, "hours": p.HOURS, "text": p.TEXT}
    return begins, [forms[topic] for topic in forms if topic in told]


def _change(
    rng: Random, kind: ScriptKind, wish: MailWish
) -> tuple[MailWish | None, MailWish, str | None]:
    """The wish before the change, the one after it, and the words of the change."""
    if kind is not ScriptKind.CHANGED or not isinstance(wish, SendMail | ReplyMail):
        return None, wish, None
    text = rng.choice([other for other in p.TEXTS if other != wish.text])
    after = wish.model_copy(update={"text": text})
    return wish, after, rng.choice(p.CHANGE).format(text=text)
