"""A day as it is written into a text field, and whether a text is that day."""

import re
from datetime import date
from typing import Final

from errands.agent.values.date_hint import form_of
from errands.agent.values.months import named_month, weekday_of
from errands.agent.values.runs import normal

_NUMERIC: Final = re.compile(r"(\d{1,4})([-/. ]{1,2})(\d{1,2})\2(\d{1,4})")
_SHORT: Final = re.compile(r"(\d{1,2})([/.])(\d{1,2})\.?")
_FILLER: Final = frozenset({"of", "the", "de", "del", "di", "den"})
_NUMBER: Final = re.compile(r"(\d{1,4})(?:st|nd|rd|th|er)?")
_YEAR_DIGITS: Final = 4
_DAY_DIGITS: Final = 2
_LAST_MONTH: Final = 12


def is_day(text: str, day: date, hints: str = "") -> bool:
    """Whether a text writes this day.

    Which of two small numbers is the month, the field's own hint says; without one only a date
    that can't be read in two ways is a date.
    """
    plain = normal(text)
    if match := _NUMERIC.fullmatch(plain):
        return _is_numeric(match[1], match[3], match[4], day, _order(match[2], hints))
    if match := _SHORT.fullmatch(plain):
        return _is_short(int(match[1]), int(match[3]), day, _order(match[2], hints))
    if re.fullmatch(r"\d{6,8}", plain):
        form = form_of(hints)
        return form is not None and plain == re.sub(r"[-/. ,]", "", day.strftime(form))
    return _is_named(plain, day)


def written(day: date, hints: str) -> str:
    """The day as the field's hint wants it, else in words."""
    form = form_of(hints)
    return day.strftime(form) if form else f"{day.day} {day:%B %Y}"


def _order(mark: str, hints: str) -> str:
    """Which of day and month comes first, `dm` or `md`; nothing where that isn't told."""
    form = form_of(hints)
    if form is not None and "%d" in form:
        return "dm" if form.index("%d") < _month_place(form) else "md"
    return "dm" if mark.strip() == "." else ""


def _month_place(form: str) -> int:
    return max(form.find("%m"), form.find("%b"), form.find("%B"))


def _is_numeric(first: str, second: str, third: str, day: date, order: str) -> bool:
    if len(first) == _YEAR_DIGITS:
        return (int(first), int(second), int(third)) == (day.year, day.month, day.day)
    is_year = len(third) in {_DAY_DIGITS, _YEAR_DIGITS} and str(day.year).endswith(third)
    return is_year and len(first) <= _DAY_DIGITS and _is_short(int(first), int(second), day, order)


def _is_short(first: int, second: int, day: date, order: str) -> bool:
    orders = {
        "dm": (first, second) == (day.day, day.month),
        "md": (first, second) == (day.month, day.day),
    }
    is_told = first == second or max(first, second) > _LAST_MONTH
    return orders[order] if order and not is_told else is_told and any(orders.values())


def _is_named(plain: str, day: date) -> bool:
    """A number, a month's name, perhaps a year and a weekday, in any order."""
    words = [w for w in re.split(r"[\s,./-]+", plain) if w and w not in _FILLER]
    numbers = [int(m[1]) for w in words if (m := _NUMBER.fullmatch(w))]
    names = [w for w in words if not w[0].isdecimal()]
    if len(numbers) + len(names) != len(words) or not numbers:
        return False
    wanted = [day.day, day.year]
    if sorted(numbers) != sorted(wanted[: len(numbers)]):
        return False
    months = [month for w in names if (month := named_month(w))]
    weekdays = [w for w in names if named_month(w) is None]
    return (
        months == [day.month]
        and len(weekdays) <= 1
        and all(weekday_of(w) == day.weekday() for w in weekdays)
    )
