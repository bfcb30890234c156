"""The form in which a field wants a date, read from its hints; no browser in here."""

import re
from datetime import date, datetime, time
from typing import Final

_PATTERN: Final = re.compile(
    r"(?<![a-z])(?:(?P<a>y{2,4}|m{1,4}|d{1,2}|j{2,4}|t{2})(?P<s>[-/. ]{1,2})"
    r"(?P<b>m{1,4}|d{1,2}|t{2})(?:(?P=s)|, ?)"
    r"(?P<c>y{2,4}|d{1,2}|m{1,2}|j{2,4}|a{4}|t{2}))(?![a-z])",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"\b(\d{4})([-/.])(\d{2})\2(\d{2})\b|\b(\d{2})([-/.])(\d{2})\6(\d{4})\b"
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")  # noqa: SIM905 legible
_MORNING: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\.?", re.IGNORECASE)
_FIRST_DAY_ONLY: Final = 12


def iso_day(text: str) -> date | None:
    """The day of a text that is an ISO date and nothing else."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def native(kind: str, text: str) -> str:
    """The text as a native field of this type takes it; unchanged where that isn't known."""
    day = iso_day(text)
    match kind:
        case "month" if day:
            return f"{day:%Y-%m}"
        case "week" if day:
            return f"{day:%G-W%V}"
        case "time":
            return _clock(text) or text
        case "datetime-local":
            return _moment(text) or text
        case _:
            return text


def _clock(text: str) -> str:
    found = _MORNING.fullmatch(text.strip())
    if found is None:
        return ""
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{time(hour, int(found[2] or 0)):%H:%M}"


def _moment(text: str) -> str:
    try:
        return f"{datetime.fromisoformat(text):%Y-%m-%dT%H:%M}"
    except ValueError:
        return ""


def form_of(hints: str) -> str | None:
    """The form as strftime knows it, from words such as `MM/DD/YYYY` or `24.12.2031`."""
    found = _PATTERN.search(hints)
    if found:
        mark = found["s"]
        between = ", " if f"{found['b']}," in found[0] else mark
        return f"{_part(found['a'])}{mark}{_part(found['b'])}{between}{_part(found['c'])}"
    return _by_example(hints)


def _by_example(hints: str) -> str | None:
    found = _EXAMPLE.search(hints)
    if found is None:
        return None
    if found[1]:
        return f"%Y{found[2]}%m{found[2]}%d"
    if int(found[5]) > _FIRST_DAY_ONLY or found[6] == ".":
        return f"%d{found[6]}%m{found[6]}%Y"
    return f"%m{found[6]}%d{found[6]}%Y" if int(found[7]) > _FIRST_DAY_ONLY else None


def _part(letters: str) -> str:
    # jQuery UI writes a four-digit year as `yy`, so two letters mean four digits as well.
    kind = letters[0].lower()
    if kind in "yja":
        return "%Y"
    if kind in "dt":
        return "%d"
    return {3: "%b", 4: "%B"}.get(len(letters), "%m")


def shows(text: str, day: date) -> bool:
    """Whether a text names this day in some form."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    year = day.year in numbers or day.year % 100 in numbers
    named = _MONTHS[day.month - 1] in text.casefold()
    if named:
        return year and day.day in numbers
    return year and sorted(numbers[:3]) in (
        sorted([day.year, day.month, day.day]),
        sorted([day.year % 100, day.month, day.day]),
    )
