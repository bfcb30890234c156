"""Names of months and weekdays in many languages, and months of a year (`08/27`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel.dates import get_day_names, get_month_names

from errands.agent.values.runs import normal

_LANGUAGES: Final = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "cs", "sv", "da", "nb"),
    *("fi", "ro", "hu", "el", "ja", "zh", "ko", "ar", "he", "id", "vi"),
)
_CENTURY: Final = 2000
_LAST: Final = 12
_SHORT: Final = 2
_SLASHED: Final = re.compile(
    r"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])\s?/\s?(?P<y>20\d\d|\d\d)(?![\d/.-])"
)
_ISO: Final = re.compile(r"(?<![\d/.-])(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d/.-])")
_NAMED: Final = re.compile(r"(?<!\d\s)(?<!\d\.\s)(?P<name>[^\W\d_]+)\.?,?\s+(?P<y>20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class MonthOfYear:
    year: int
    month: int


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return _by_name(
        (name, number)
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    )


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    return _by_name(
        (name, number)
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_day_names(width, "stand-alone", language).items()
    )


def _by_name(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """A name that is another month's in another language says nothing."""
    meant: dict[str, set[int]] = {}
    for name, number in names:
        meant.setdefault(normal(name).rstrip("."), set()).add(number)
    return {name: found.pop() for name, found in meant.items() if len(found) == 1}


def month_of(text: str) -> int | None:
    """The month with this name or number; `08 - August` says one twice."""
    parts = [part for part in re.split(r"[\s().,:/–-]+", normal(text)) if part]  # noqa: RUF001
    found = {_month(part) for part in parts}
    return found.pop() if len(found) == 1 else None


def weekday_of(name: str) -> int | None:
    """From Monday, which is 0."""
    return _weekdays().get(normal(name).rstrip("."))


def named_month(name: str) -> int | None:
    return _months().get(normal(name).rstrip("."))


def _month(part: str) -> int | None:
    if part.isascii() and part.isdecimal():
        return int(part) if len(part) <= _SHORT and 1 <= int(part) <= _LAST else None
    return named_month(part)


@lru_cache(maxsize=256)
def find_months(words: str) -> frozenset[MonthOfYear]:
    """Months of a year, as a card shows them: `08/27`, `08 / 2027`, `August 2027`."""
    found = {
        MonthOfYear(_full(match["y"]), int(match["m"]))
        for form in (_SLASHED, _ISO)
        for match in form.finditer(words)
    }
    for match in _NAMED.finditer(words):
        if month := named_month(match["name"]):
            found.add(MonthOfYear(int(match["y"]), month))
    return frozenset(found)


def read_month(text: str) -> MonthOfYear | None:
    """The month that a text is, and nothing else."""
    stripped = text.strip()
    if re.fullmatch(r"(?:0[1-9]|1[0-2])\d\d", stripped):
        stripped = f"{stripped[:2]}/{stripped[2:]}"
    for form in (_SLASHED, _ISO):
        if match := form.fullmatch(re.sub(r"\s*([/-])\s*", r"\1", stripped)):
            return MonthOfYear(_full(match["y"]), int(match["m"]))
    match = _NAMED.fullmatch(stripped)
    month = named_month(match["name"]) if match else None
    return MonthOfYear(int(match["y"]), month) if match and month else None


def _full(year: str) -> int:
    return int(year) if len(year) > _SHORT else _CENTURY + int(year)
