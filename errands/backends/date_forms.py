"""Dates and times as native fields take and show them; no browser in here."""

import re
from datetime import date, datetime, time
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ")  # noqa: SIM905 legible
_MORNING: Final = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\.?", re.IGNORECASE)


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
