"""Times of day as people say them: `half past seven`, `7pm`, `19:30`, `noon`."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from text_to_num import alpha2digit

from errands.agent.values.runs import plain_letters

_HOUR: Final = 60
_HALF_DAY: Final = 12 * _HOUR
_HOURS: Final = 24
_NAMED: Final = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_MARKS: Final = (
    r"(?:(?P<early>(?:in the |this |early |tomorrow )?morning|a\.?\s?m\b\.?)"
    r"|(?P<late>(?:(?:in the |this |early |tomorrow )?(?:afternoon|evening))|at night|tonight"
    r"|p\.?\s?m\b\.?))"
)
_AFTER: Final = re.compile(rf",?\s*{_MARKS}", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"{_MARKS},?\s+(?:at|by|around|about)?\s*$", re.IGNORECASE)
_AT: Final = re.compile(r"\bat(?: about| around)?\s+$", re.IGNORECASE)
_ENDS: Final = re.compile(
    r"\s*$|[^\w\s:/%€$£.-]|\.(?:\s|$)|\n"
    r"|\s+(?:and|or|for|on|with|please|in|to|today|tomorrow|tonight)\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"(?<![\w/+-])(?<!\d[.,:])(?:(?P<named>noon|midday|midnight)\b"
    r"|(?:(?P<half>half)\s+(?:past\s+)?"
    r"|(?P<count>[0-5]?\d|(?:a\s)?quarter)\s+(?:minutes?\s+)?(?P<way>past|after|to|before)\s+)"
    r"(?P<spoken>1[0-2]|[1-9])(?![\w:%]|[.,]\d)"
    r"|(?P<h>[01]?\d|2[0-4])(?:\s?(?:o['’]?clock|uhr|h)\b(?!\s[0-5]\d\b)"  # noqa: RUF001
    r"|(?P<sign>[:.h]|\s?uhr\s|\s)(?P<m>[0-5]\d)(?![\d:/%€$£-]|[.,]\d)|(?P<bare>(?![\d:/%€$£])))"
    r"(?:\s?(?:uhr|h)\b)?)",
    re.IGNORECASE,
)
_TYPED: Final = re.compile(
    r"(?P<named>noon|midday|midnight)"
    r"|(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)(?::00)?(?:\s?(?:uhr|h))?(?P<ap>\s?[ap]\.?m\.?)?"
    r"|(?P<H>[01]?\d|2[0-4])(?:(?P<AP>\s?[ap]\.?m\.?)|\s?(?:uhr|h|o'clock))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time in minutes from midnight; where nothing told the half of the day it is the first."""

    minutes: int
    is_sure: bool

    def __str__(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"

    @property
    def in_halves(self) -> str:
        hour = self.minutes // 60
        return (
            f"{hour % 12 or 12}:{self.minutes % 60:02} {'PM' if hour >= _HALF_DAY / 60 else 'AM'}"
        )

    def is_same(self, typed: "Clock", choices: tuple["Clock", ...] = ()) -> bool:
        """Whether the typed time is this one.

        Who left the half of the day open is not given one, unless the choices have only that.
        """
        if self.is_sure:
            return typed.minutes == self.minutes
        if typed.minutes % _HALF_DAY != self.minutes % _HALF_DAY:
            return False
        alike = [c for c in choices if c.minutes % _HALF_DAY == self.minutes % _HALF_DAY]
        return not typed.is_sure or len(alike) == 1


@lru_cache(maxsize=256)
def find_times(words: str) -> tuple[Clock, ...]:
    """All times of day in a text."""
    text = "\n".join(str(alpha2digit(line, "en", 0)) for line in plain_letters(words).split("\n"))
    found = (_heard(match, text) for match in _SAID.finditer(text))
    return tuple(dict.fromkeys(clock for clock in found if clock))


@lru_cache(maxsize=256)
def time_spans(words: str) -> tuple[tuple[int, int], ...]:
    """Where times stand in a text, those in words left out."""
    text = plain_letters(words)
    return tuple(match.span() for match in _SAID.finditer(text) if _heard(match, text))


def read_time(text: str) -> Clock | None:
    """The time that a text is, and nothing else."""
    match = _TYPED.fullmatch(plain_letters(text.strip()))
    if match is None:
        return None
    if match["named"]:
        return Clock(_NAMED[match["named"].lower()], is_sure=True)
    half = (match["ap"] or match["AP"] or "").strip().lower()[:1]
    return _clock(int(match["h"] or match["H"]), int(match["m"] or 0), half)


@lru_cache(maxsize=64)
def read_times(texts: tuple[str, ...]) -> tuple[Clock, ...]:
    """Those of these texts that are times."""
    return tuple(clock for text in texts if (clock := read_time(text)))


def _heard(match: re.Match[str], text: str) -> Clock | None:
    if match["named"]:
        return Clock(_NAMED[match["named"].lower()], is_sure=True)
    before, after = text[: match.start()], text[match.end() :]
    marked = _AFTER.match(after) or _BEFORE.search(before)
    half = "" if marked is None else "a" if marked["early"] else "p"
    is_led = _AT.search(before) is not None and _ENDS.match(after) is not None
    if match["spoken"]:
        is_range = (match["count"] or "").isdigit() and "minute" not in match[0].lower()
        return None if is_range and not (marked or is_led) else _spoken(match, half)
    is_plain = match["bare"] is not None or (match["sign"] or "").strip(" ") in {"", "."}
    if is_plain and match["m"] is None and match["bare"] is None:
        is_plain = False  # "8 o'clock"
    if is_plain and not marked and not is_led:
        return None
    return _clock(int(match["h"]), int(match["m"] or 0), half)


def _spoken(match: re.Match[str], half: str) -> Clock:
    if match["half"]:
        past = 30
    else:
        past = 15 if "quarter" in match["count"].lower() else int(match["count"])
        past = -past if match["way"].lower() in {"to", "before"} else past
    whole = (int(match["spoken"]) * 60 + past) % _HALF_DAY
    if not half and whole < _HOUR:
        return Clock(whole + _HALF_DAY, is_sure=True)
    return Clock(whole + (_HALF_DAY if half == "p" else 0), is_sure=bool(half))


def _clock(hour: int, minute: int, half: str) -> Clock | None:
    if half and not 1 <= hour <= _HOURS / 2:
        half = ""  # "19:30 in the evening"
    if half:
        return Clock(hour % 12 * 60 + minute + (_HALF_DAY if half == "p" else 0), is_sure=True)
    is_sure = not 1 <= hour < _HOURS / 2  # twelve without a word is noon
    return Clock(hour % _HOURS * 60 + minute, is_sure=is_sure)
