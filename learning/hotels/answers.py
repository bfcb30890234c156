"""Answers that aren't put nicely: bare values, and wrong ones that are corrected later."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from errands.agent.values.said import Said
from learning.hotels import phrases as p
from learning.hotels.stays import stay_text
from learning.hotels.synthesis import answers_of, draw_wish, is_same, states_stay, worded
from learning.script import MOST_SLIPS, Errand, Slip
from learning.wishes.hotels import HotelsWish
from sites.hotels.tasks import Preference

_PREFERENCES: Final = {
    Preference.CHEAPEST: "cheapest",
    Preference.BREAKFAST: "breakfast",
    Preference.BEST_RATED: "best rated",
}
_PERSONAL = ("first_name", "last_name", "email", "phone")


def terse(errand: Errand) -> Mapping[str, str]:
    """The bare value for each topic."""
    wish = HotelsWish.of(errand.wishes[0])
    check_in, check_out = (f"{day.day} {day:%b}" for day in (wish.check_in, wish.check_out))
    return {
        "city": wish.city,
        "dates": f"{check_in} - {check_out}",
        "check_in": check_in,
        "check_out": check_out,
        "guests": str(wish.guests),
        "preference": _PREFERENCES[wish.preference],
        **{slot: wish.value(slot) for slot in _PERSONAL},
    }


def mistake(rng: Random, errand: Errand, today: date) -> Slip | None:
    """A wrong answer to something that the opening doesn't tell; `None` where there is none."""
    hidden = [topic for topic in p.CORRECTIONS if not _told(topic) & set(errand.revealed)]
    if not hidden:
        return None
    topic, wish = rng.choice(hidden), HotelsWish.of(errand.wishes[0])
    for _ in range(MOST_SLIPS):
        slip = _drawn(rng, topic, wish, today)
        if slip is not None and _is_readable(slip, wish, today):
            return slip
    return None


def _drawn(rng: Random, topic: str, wish: HotelsWish, today: date) -> Slip | None:
    other = draw_wish(rng, today)
    if is_same(topic, wish, other):
        return None
    seeming = wish.model_copy(update={piece: getattr(other, piece) for piece in _told(topic)})
    right = worded(rng, wish)
    correction = rng.choice(p.CORRECTIONS[topic]).format(
        city=wish.city,
        dates=stay_text(rng, wish.check_in, wish.check_out),
        guests=right.guests,
        preference=right.preference,
    )
    wrong = answers_of(rng, seeming, worded(rng, seeming))[topic]
    return Slip(topic=topic, answer=wrong, correction=correction, wish=seeming)


def _told(topic: str) -> set[str]:
    return {"check_in", "check_out"} if topic == "dates" else {topic}


def _is_readable(slip: Slip, wish: HotelsWish, today: date) -> bool:
    """Whether both the wrong value and the right one can be found where they are said."""
    wrong, right = Said(slip.answer, today), Said(slip.correction, today)
    seeming = HotelsWish.of(slip.wish)
    match slip.topic:
        case "dates":
            return states_stay(wrong, seeming) and states_stay(right, wish)
        case "guests":
            return seeming.guests in wrong.numbers and wish.guests in right.numbers
        case _:
            return True
