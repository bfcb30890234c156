"""Fields for one part of a date: a day, a month or a year."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final, TypeAlias

from errands.agent.values.months import MonthOfYear, month_of, named_month
from errands.agent.values.runs import normal
from errands.contracts.observation import Element

Known: TypeAlias = date | MonthOfYear

_MONTHS_LISTED: Final = 11
"""A list of so many names of months is one of months, whatever it is called."""


class DatePart(StrEnum):
    """What of a date a field asks for, and the words that say so, without accents."""

    DAY = r"\b(?:day|tag|jour|dia|giorno|dag|dzien|gun|den|dd|tt|jj)\b|日"
    MONTH = r"\b(?:month|monat|mois|mes|mese|maand|miesiac|ay|manad|mm)\b|месяц|місяць|月"
    YEAR = r"\b(?:year|jahr|annee|ano|anno|jaar|rok|yil|yyyy|yy|jjjj|aaaa)\b|год|рік|年"


def words_of(element: Element) -> str:
    """All that tells what a field asks for, without accents."""
    return normal(f"{element.name} {element.hint} {element.autocomplete}")


def part_of(element: Element) -> DatePart | None:
    """The one part of a date that a field asks for; who names more of them wants a date."""
    words = words_of(element)
    named = [part for part in DatePart if re.search(part, words)]
    if len(named) == 1:
        return named[0]
    return DatePart.MONTH if _lists_months(element.options) else None


@lru_cache(maxsize=64)
def _lists_months(options: tuple[str, ...]) -> bool:
    return sum(named_month(option) is not None for option in options) >= _MONTHS_LISTED


def is_part(part: DatePart, text: str, known: tuple[Known, ...]) -> bool:
    """Whether a text is this part of a known date."""
    plain = text.strip()
    match part:
        case DatePart.DAY:
            days = {day.day for day in known if isinstance(day, date)}
            return re.fullmatch(r"[0-3]?\d", plain, re.ASCII) is not None and int(plain) in days
        case DatePart.MONTH:
            return month_of(plain) in {day.month for day in known}
        case DatePart.YEAR:
            years = {str(day.year) for day in known}
            return plain in years or plain in {year[-2:] for year in years}


def part_text(part: DatePart, day: Known) -> str:
    """The part as most fields take it; nothing where the date doesn't have it."""
    match part:
        case DatePart.DAY:
            return f"{day.day:02}" if isinstance(day, date) else ""
        case DatePart.MONTH:
            return f"{day.month:02}"
        case DatePart.YEAR:
            return str(day.year)
