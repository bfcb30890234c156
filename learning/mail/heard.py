"""What of an errand with mail or calendar somebody has said."""

import re
from datetime import time

from errands.agent.values.said import Said
from learning.wishes.mail import AddEvent, MailWish, MoveEvent


def spelled(text: str, words: str) -> str | None:
    """The text as it stands in the words."""
    found = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", words, re.IGNORECASE)
    return found[0] if found else None


def tells(topic: str, wish: MailWish, said: Said) -> bool:
    """Whether the words answer this question."""
    match topic, wish:
        case "day", AddEvent() | MoveEvent():
            return any(mention.day == wish.day for mention in said.dates)
        case "hours", AddEvent() | MoveEvent():
            return _names(wish.start, said) and _names(wish.end, said)
        case _:
            return spelled(wish.value(topic), said.words) is not None


def _names(moment: time, said: Said) -> bool:
    minutes = moment.hour * 60 + moment.minute
    return any(clock.is_sure and clock.minutes == minutes for clock in said.clocks)
