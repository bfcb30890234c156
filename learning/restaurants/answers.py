"""Answers that aren't put nicely: bare values, and wrong ones that are corrected later."""

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Final

from errands.agent.values.said import Said
from learning.restaurants import phrases as p
from learning.restaurants.draw import differing
from learning.restaurants.heard import tells
from learning.restaurants.synthesis import answers_of, worded
from learning.script import MOST_SLIPS, Errand, Slip
from learning.wishes.restaurants import OpeningHours, PickedTable, TableErrand, restaurants_wish
from sites.restaurants.tasks import By

_BARE: Final = {By.BEST_RATED: "best rated", By.CHEAPEST: "cheapest"}


def terse(errand: Errand) -> Mapping[str, str]:
    """The bare value for each topic."""
    wish = restaurants_wish(errand.wishes[0])
    bare = {topic: wish.value(topic) for topic in errand.answers}
    if isinstance(wish, OpeningHours):
        return {**bare, "weekday": wish.weekday.name.capitalize()}
    bare |= {"day": f"{wish.day.day} {wish.day:%b}", "time": f"{wish.time:%H:%M}"}
    if isinstance(wish, PickedTable):
        bare["preference"] = _BARE[wish.preference]
    return bare


def mistake(rng: Random, errand: Errand, today: date) -> Slip | None:
    """A wrong answer to something that the opening doesn't tell; `None` where there is none."""
    hidden = [topic for topic in p.CORRECTIONS if topic not in errand.revealed]
    wish = restaurants_wish(errand.wishes[0])
    if isinstance(wish, OpeningHours) or not hidden:
        return None
    topic = rng.choice(hidden)
    for _ in range(MOST_SLIPS):
        slip = _drawn(rng, topic, wish, today)
        if slip is not None:
            return slip
    return None


def _drawn(rng: Random, topic: str, wish: TableErrand, today: date) -> Slip | None:
    seeming = differing(rng, wish, topic, today)
    if seeming is None:
        return None
    correction = rng.choice(p.CORRECTIONS[topic]).format(**worded(rng, wish))
    wrong = answers_of(rng, seeming, worded(rng, seeming))[topic]
    slip = Slip(topic=topic, answer=wrong, correction=correction, wish=seeming)
    wrongly, rightly = Said(wrong, today), Said(correction, today)
    return slip if tells(topic, seeming, wrongly) and tells(topic, wish, rightly) else None
