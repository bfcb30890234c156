"""The controls that sites differ in: how one is chosen of many, a day given, a thing switched on.

The last of each is kept for the variants that are held out.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final, assert_never

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
STATIC: Final = HERE / "static"
"""To be mounted at `/controls`."""


class Choosing(StrEnum):
    """How one of several options is taken."""

    SELECT = "select"
    RADIO = "radio"
    LISTBOX = "listbox"
    MENU = "menu"


class Dating(StrEnum):
    """How a day is given."""

    NATIVE = "native"
    PARTS = "parts"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Switching(StrEnum):
    """How a thing is turned on and off."""

    CHECKBOX = "checkbox"
    SWITCH = "switch"
    YES_NO = "yes_no"
    BUTTON = "button"


HINTS: Final = {Dating.DAY_FIRST: "DD/MM/YYYY", Dating.MONTH_FIRST: "MM/DD/YYYY"}
MONTHS: Final = tuple(f"{date(2000, month, 1):%B}" for month in range(1, 13))
"""January to December."""


Typed = tuple[str, str, str, str]
"""A day as a form sends it: whole, then its day, month and year; what a control lacks is empty."""


def read_day(how: Dating, typed: Typed) -> date | None:
    """Read what was typed; `None` where it is no day."""
    whole, day, month, year = typed
    match how:
        case Dating.NATIVE:
            year, month, day = _three(whole, "-")
        case Dating.PARTS:
            pass
        case Dating.DAY_FIRST:
            day, month, year = _three(whole, "/")
        case Dating.MONTH_FIRST:
            month, day, year = _three(whole, "/")
        case _:
            assert_never(how)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def write_day(how: Dating, day: date) -> Typed:
    """Write a day as the control holds it."""
    match how:
        case Dating.NATIVE:
            return day.isoformat(), "", "", ""
        case Dating.PARTS:
            return "", str(day.day), str(day.month), str(day.year)
        case Dating.DAY_FIRST:
            return f"{day:%d/%m/%Y}", "", "", ""
        case Dating.MONTH_FIRST:
            return f"{day:%m/%d/%Y}", "", "", ""
        case _:
            assert_never(how)


def _three(whole: str, sign: str) -> tuple[str, str, str]:
    first, _, rest = whole.partition(sign)
    second, _, third = rest.partition(sign)
    return first, second, third
