"""Times of day, as sites write them and as people type and say them."""

import re
from datetime import time
from enum import StrEnum
from typing import Final

_NOON: Final = 12
_WRITTEN: Final = re.compile(
    r"(?<![\d.:])(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?!\.?\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|(?P<full>\d{1,2})\s?(?P<half_of_full>[ap])\.?m\b|\b(?P<named>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_NAMED: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}


class TimeStyle(StrEnum):
    """How a site writes half past six in the evening."""

    COLON = "18:30"
    DOT = "18.30"
    HALVES = "6:30 pm"


def write_time(moment: time, style: TimeStyle) -> str:
    """Write a time of day in a style."""
    match style:
        case TimeStyle.COLON:
            return f"{moment:%H:%M}"
        case TimeStyle.DOT:
            return f"{moment:%H.%M}"
        case TimeStyle.HALVES:
            hour = moment.hour % _NOON or _NOON
            return f"{hour}:{moment:%M} {'pm' if moment.hour >= _NOON else 'am'}"


def read_time(typed: str) -> time | None:
    """The time that a text is, or None where it is none or says more."""
    found = _WRITTEN.fullmatch(typed.strip().rstrip("."))
    return _time(found) if found else None


def times_in(text: str) -> tuple[time, ...]:
    """Every time of day in a text, in order; a bare number is none."""
    read = (_time(found) for found in _WRITTEN.finditer(text))
    return tuple(moment for moment in read if moment is not None)


def _time(found: re.Match[str]) -> time | None:
    if named := found["named"]:
        return _NAMED[named.lower()]
    hour, minute = int(found["hour"] or found["full"]), int(found["minute"] or 0)
    if half := found["half"] or found["half_of_full"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half in "pP" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None
