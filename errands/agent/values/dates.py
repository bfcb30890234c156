"""Dates and lengths of stay as people write them, found in their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

import dateparser

from errands.agent.values.runs import plain_letters

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
    *("twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth"),
    *("twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth"),
    *("thirtieth", "thirty-first"),
)
_DAY = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{'|'.join(reversed(_ORDINALS))})"
_YEAR = r"(?:,?\s+(?:19|20)\d\d)"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ON = rf"(?:(?:{_WEEKDAY}|mon|tues?|wed|thur?s?|fri|sat|sun),?\s+)?(?:the\s+)?"
"""What may stand before a day of a month."""
_TO = rf"(?:\s*(?:-|–|—)\s*|\s+(?:to|until|till|through|and)\s+){_ON}"  # noqa: RUF001
_COUNT = (
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|(?:a\s+)?couple\s+of)"
)

_THEN_DATE = rf",?\s+(?:the\s+)?(?:{_DAY}|{_MONTH})\b"
"""A weekday before a date only adds to it."""

_DAY_RANGE = re.compile(
    rf"(?<![-.\d])\b(?P<first>{_DAY}){_TO}(?P<last>{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}?)",
    re.IGNORECASE,
)
_MONTH_RANGE = re.compile(
    rf"\b(?P<first>(?P<month>{_MONTH})\.?\s+{_DAY}){_TO}(?P<last>{_DAY})\b(?!\s*(?:of\s+)?{_MONTH})",
    re.IGNORECASE,
)
_ABOVE_MONTHS = r"(?:1[3-9]|2\d|3[01])"
_A_MONTH = r"(?:0?[1-9]|1[0-2])"
_SLASHED = rf"(?:{_ABOVE_MONTHS}/{_A_MONTH}|{_A_MONTH}/{_ABOVE_MONTHS})/(?:19|20)\d\d"
"""A day above 12 can't be a month; `3/4/2027` is two dates to two people, so none."""
_MONTH_FIRST = re.compile(rf"{_A_MONTH}/{_ABOVE_MONTHS}/")
_SINGLE = re.compile(
    rf"\b(?:(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d|{_SLASHED}"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}?|{_MONTH}\.?\s+{_DAY}\b{_YEAR}?"
    rf"|(?:the\s+)?day\s+after\s+tomorrow|today|tonight|tomorrow"
    rf"|(?:(?:next|this|coming)\s+)?{_WEEKDAY}(?!{_THEN_DATE})|in\s+{_COUNT}\s+(?:days?|weeks?)"
    rf"|{_COUNT}\s+(?:days?|weeks?)\s+from\s+(?:today|now))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<![-.\d])\b(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b"
    r"(?=\s*(?:[,.;:!?()–—-]|$)|\s+(?:to|until|till|through|for|and|in|at|please|instead|if|we|i)\b)",  # noqa: RUF001
    re.IGNORECASE,
)
"""A day without its month, where no noun follows: not `our 20th anniversary`."""
_STAY = re.compile(
    rf"\b(?P<count>{_COUNT})[\s-]+(?P<unit>night|day|week|fortnight)s?\b", re.IGNORECASE
)
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\.?\s+$", re.IGNORECASE)
_WITHIN = 62
"""Days within which every day of a month comes by."""
_UNITS = {"night": 1, "day": 1, "week": 7, "fortnight": 14}
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen"),
)
_WORDS = {word: number for number, word in enumerate(_NUMBERS)} | {"a": 1, "an": 1}


@dataclass(frozen=True, slots=True)
class DateMention:
    """`text` as it stands in the words at `start`..`end`."""

    text: str
    start: int
    end: int
    day: date


@dataclass(frozen=True, slots=True)
class StayMention:
    """A length of time, in days."""

    text: str
    start: int
    end: int
    days: int


@lru_cache(maxsize=1024)
def parse_date(text: str, today: date) -> date | None:
    """One written date; without a year it is the next such day from `today` on."""
    words = re.sub(r"^(next|this|coming|the)\s+", "", text.strip(), flags=re.IGNORECASE)
    words = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", words, flags=re.IGNORECASE)
    words = re.sub(r"\bof\s+", "", words, flags=re.IGNORECASE)
    words = re.sub(r"^(.+)\s+from\s+(?:today|now)$", r"in \1", words, flags=re.IGNORECASE)
    words = re.sub(r"^[a-z-]+(?=\s)", _in_digits, words, flags=re.IGNORECASE)
    if words.lower() == "tonight":
        return today
    if words.lower() == "day after tomorrow":
        return today + timedelta(days=2)
    found = dateparser.parse(
        words,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 a day, no zone
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": _order(words),
            "REQUIRE_PARTS": [] if re.fullmatch(rf"{_WEEKDAY}", words, re.IGNORECASE) else ["day"],
        },
    )
    if found is None or words.isdecimal():
        return None
    day = found.date()
    if re.search(r"(?:19|20)\d\d", words):
        return day
    if (day.month, day.day) == (today.month, today.day):
        return today  # dateparser takes today's own name for the day in a year
    return day.replace(year=day.year + 1) if day < today else day


def _order(words: str) -> str:
    if re.match(r"(?:19|20)\d\d-", words):
        return "YMD"
    return "MDY" if _MONTH_FIRST.match(words) else "DMY"


def _in_digits(word: re.Match[str]) -> str:
    named = word[0].lower()
    return str(_ORDINALS.index(named) + 1) if named in _ORDINALS else word[0]


def find_dates(words: str, today: date) -> tuple[DateMention, ...]:
    """All dates in the order they are written; `12 to 15 May` holds two."""
    found: dict[int, DateMention] = {}
    plain = plain_letters(words)

    def add(span: tuple[int, int], day: date | None) -> None:
        start, end = span
        taken = any(start < m.end and m.start < end for m in found.values())
        if day is not None and not taken:
            found[start] = DateMention(words[start:end], start, end, day)

    for first, last in _ranges(plain, today):
        add(*first)
        add(*last)
    for match in _SINGLE.finditer(plain):
        add(match.span(), parse_date(match[0], today))
    for match in _ORDINAL.finditer(plain):
        add(match.span(), _nearest(match, found))
    return tuple(found[start] for start in sorted(found))


_Spot: TypeAlias = tuple[tuple[int, int], date]


def _ranges(words: str, today: date) -> Iterator[tuple[_Spot, _Spot]]:
    """Two days that share a month's name: `12 to 15 May`, `May 12 to 15`."""
    for match in _DAY_RANGE.finditer(words):
        if _AFTER_MONTH.search(words[: match.start()]):
            continue
        last = parse_date(match["last"], today)
        if last and (first := _such_day(match["first"], last, -1)):
            yield (match.span("first"), first), (match.span("last"), last)
    for match in _MONTH_RANGE.finditer(words):
        first = parse_date(match["first"], today)
        if first and (last := _such_day(match["last"], first, 1)):
            yield (match.span("first"), first), (match.span("last"), last)


def _nearest(ordinal: re.Match[str], found: dict[int, DateMention]) -> date | None:
    """`from 30 May until the 2nd`: the next such day after the date before it.

    Where none stands before it, the last such day up to the date that follows.
    """
    before = [found[start].day for start in sorted(found) if start < ordinal.start()]
    after = [found[start].day for start in sorted(found) if start > ordinal.start()]
    if before:
        return _such_day(ordinal["day"], before[-1], 1)
    return _such_day(ordinal["day"], after[0], -1) if after else None


def _such_day(ordinal: str, other: date, step: int) -> date | None:
    """The next (`step` 1) or the last (-1) day of a month with this number, from `other` on."""
    named = ordinal.lower()
    wanted = _ORDINALS.index(named) + 1 if named in _ORDINALS else int(re.sub(r"\D", "", named))
    days = (other + timedelta(days=step * n) for n in range(1, _WITHIN))
    return next((day for day in days if day.day == wanted), None)


def find_stays(words: str) -> tuple[StayMention, ...]:
    """All lengths of time that aren't part of a date (`in 3 days` is a date)."""
    words = plain_letters(words)
    return tuple(
        StayMention(match[0], match.start(), match.end(), _days(match))
        for match in _STAY.finditer(words)
        if not re.search(r"\bin\s+$", words[: match.start()], re.IGNORECASE)
        and not re.match(
            r"\s+(?:from\s+(?:today|now)|longer)\b", words[match.end() :], re.IGNORECASE
        )
    )


def _days(match: re.Match[str]) -> int:
    count = match["count"].lower()
    if count.endswith("of"):
        count = "two"  # a couple of
    number = int(count) if count.isdigit() else _WORDS[count]
    return number * _UNITS[match["unit"].lower()]
