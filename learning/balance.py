"""How many samples of a kind are kept, and whose turn it is."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from learning.difficulty import CONTROL
from learning.exercise import Exercise
from learning.sample import Marked, MarkedT, lines_of
from learning.trait import Trait, trait_of

_LONG_CHAT = 2
ItemT = TypeVar("ItemT")


class Cap(BaseModel):
    """Of exercises with this value of a trait, so many at most."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    trait: Trait
    value: str
    most: int = Field(ge=0)

    @classmethod
    def read(cls, text: str) -> Self:
        """Reads `site=hotels:300`.

        Raises:
            ValueError: there is no such trait, or it is no number.
        """
        trait, _, rest = text.partition("=")
        value, _, most = rest.rpartition(":")
        return cls(trait=Trait(trait), value=value, most=int(most))


def balanced(items: Iterable[MarkedT], most_alike: int, most_clicks: int) -> list[MarkedT]:
    """At most so many samples of one situation; the rest taught nothing new.

    A page with one click and nothing else is learned from few; choices and words need many.
    """
    seen: Counter[str] = Counter()
    kept = []
    for item in items:
        key = situation(item)
        seen[key] += 1
        one_click = re.fullmatch(r"click \d+ / .*", key) is not None
        if seen[key] <= (most_clicks if one_click else most_alike):
            kept.append(item)
    return kept


def in_turns(lists: Iterable[Sequence[ItemT]]) -> list[ItemT]:
    """One of each list after the other, so that what is cut off is shared by all of them."""
    rows = zip_longest(*lists)
    return [item for row in rows for item in row if item is not None]


def within(exercises: Iterable[Exercise], caps: Sequence[Cap]) -> list[Exercise]:
    """The first ones that every cap leaves room for."""
    left = {cap: cap.most for cap in caps}
    kept = []
    for exercise in exercises:
        met = [cap for cap in caps if trait_of(exercise, cap.trait) == cap.value]
        if all(left[cap] > 0 for cap in met):
            kept.append(exercise)
            for cap in met:
                left[cap] -= 1
    return kept


def situation(marked: Marked) -> str:
    """What is done to which control of how many, in how long a chat: two values may differ."""
    controls = CONTROL.findall(marked.text)

    def done(line: str) -> str:
        verb, target = line.split()[:2]
        return f"{verb} {controls.index(target)}" if target in controls else verb

    lines = " ".join(done(line) for line in lines_of(marked))
    talked = min(marked.text.count("\nyou: "), _LONG_CHAT)
    return f"{lines} / {len(controls)} / {talked}"
