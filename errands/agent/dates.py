"""Dates and lengths of stay as people write them, found in their words."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+20\d\d)"
_TO = r"(?:\s*(?:-|–|—)\s*|\s+(?:to|until|till|through|and)\s+)(?:the\s+)?"  # noqa: RUF001
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNT = r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|fourteen)"

_DAY_RANGE = re.compile(
    rf"(?<![-.\d])\b(?P<first>{_DAY}){_TO}(?P<last>{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}?)",
    re.IGNORECASE,
)
_MONTH_RANGE = re.compile(
    rf"\b(?P<first>(?P<month>{_MONTH})\.?\s+{_DAY}){_TO}(?P<last>{_DAY})\b(?!\s*(?:of\s+)?{_MONTH})",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    rf"\b(?:20\d\d-\d\d-\d\d|\d{{1,2}}\.\d{{1,2}}\.20\d\d"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}\b{_YEAR}?|{_MONTH}\.?\s+{_DAY}\b{_YEAR}?"
    rf"|(?:the\s+)?day\s+after\s+tomorrow|today|tonight|tomorrow"
    rf"|(?:(?:next|this|coming)\s+)?{_WEEKDAY}|in\s+{_COUNT}\s+(?:days?|weeks?))\b",
    re.IGNORECASE,
)
_STAY = re.compile(rf"\b(?P<count>{_COUNT})\s+(?P<unit>night|day|week)s?\b", re.IGNORECASE)
_AFTER_MONTH = re.compile(rf"\b{_MONTH}\.?\s+$", re.IGNORECASE)
_UNITS = {"night": 1, "day": 1, "week": 7}
_WORDS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
} | {"a": 1, "an": 1, "fourteen": 14}


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
            "DATE_ORDER": "YMD" if re.match(r"20\d\d-", words) else "DMY",
            "REQUIRE_PARTS": [] if re.fullmatch(rf"{_WEEKDAY}", words, re.IGNORECASE) else ["day"],
        },
    )
    if found is None or words.isdecimal():
        return None
    day = found.date()
    if re.search(r"20\d\d", words):
        return day
    if (day.month, day.day) == (today.month, today.day):
        return today  # dateparser takes today's own name for the day in a year
    return day.replace(year=day.year + 1) if day < today else day


def find_dates(words: str, today: date) -> tuple[DateMention, ...]:
    """All dates in the order they are written; `12 to 15 May` holds two."""
    found: dict[int, DateMention] = {}

    def add(start: int, end: int, written: str) -> None:
        day = parse_date(written, today)
        taken = any(start < m.end and m.start < end for m in found.values())
        if day is not None and not taken:
            found[start] = DateMention(words[start:end], start, end, day)

    for match in _DAY_RANGE.finditer(words):
        if _AFTER_MONTH.search(words[: match.start()]):
            continue
        month = re.sub(rf"^{_DAY}\s+", "", match["last"], flags=re.IGNORECASE)
        add(*match.span("first"), f"{match['first']} {month}")
        add(*match.span("last"), match["last"])
    for match in _MONTH_RANGE.finditer(words):
        add(*match.span("first"), match["first"])
        add(*match.span("last"), f"{match['last']} {match['month']}")
    for match in _SINGLE.finditer(words):
        add(*match.span(), match[0])
    return tuple(found[start] for start in sorted(found))


def find_stays(words: str) -> tuple[StayMention, ...]:
    """All lengths of time that aren't part of a date (`in 3 days` is a date)."""
    return tuple(
        StayMention(match[0], match.start(), match.end(), _days(match))
        for match in _STAY.finditer(words)
        if not re.search(r"\bin\s+$", words[: match.start()], re.IGNORECASE)
    )


def _days(match: re.Match[str]) -> int:
    count = match["count"].lower()
    return (int(count) if count.isdigit() else _WORDS[count]) * _UNITS[match["unit"].lower()]
