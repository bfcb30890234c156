"""Other writings of what a person said or of what is known of them.

`is_written` is what the gate takes; `writings` are the few of them that the grammar offers,
where the field says that it wants them so.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from errands.agent.values.codes import is_respaced
from errands.agent.values.date_hint import form_of, is_whole_form
from errands.agent.values.date_parts import Known, is_part, part_of, part_text, words_of
from errands.agent.values.dates import parse_date
from errands.agent.values.figures import as_digits, read_figure
from errands.agent.values.joins import is_initials, is_joined, joined_writings
from errands.agent.values.months import MonthOfYear, month_of, read_month
from errands.agent.values.phones import (
    LEAST_DIGITS,
    Phone,
    is_phone_part,
    phone_writings,
    read_phone,
)
from errands.agent.values.places import region_of
from errands.agent.values.runs import normal
from errands.agent.values.said import Said
from errands.agent.values.times import Clock, read_time, read_times
from errands.agent.values.written_days import is_day, written
from errands.contracts.observation import Element, Role
from errands.contracts.profile import Profile

MOST_WRITINGS: Final = 12
"""Alternatives that one field adds to a grammar."""
_DIGIT: Final = re.compile(r"\d")
_EXPIRY: Final = re.compile(r"expir|valid|gultig|ablauf|scadenza|caduc|venc|\bexp\b")
_MONTH_FORM: Final = re.compile(r"(?<![\w/.-])mm(?P<mark>\s?[/-]\s?)(?P<year>[yja]{2,4})\b")
_TIME: Final = re.compile(
    r"\btime\b|uhrzeit|\bheure|\bhora\b|\bora\b|\borario\b|godzina|\btijd\b|\bsaat\b|время"
    r"|\bhh[:.]mm\b|時間|时间|시간"
)
_LED: Final = re.compile(r"^(?:format|form|as|in the form|e\.?g\.?|for example|example)\b[ .:,]*")
_CLOCK: Final = re.compile(r"\bhh[:.]mm\b")
_EDGE: Final = re.compile(r"(?:starts?|ends?|begins?)(?: at)?|from|until")
"""A field that is called nothing else asks when something begins or ends."""
_LENGTH: Final = re.compile(
    r"\b(?:nights?|days|nachte|tage|nuits|jours|noches|dias|notti|giorni)\b"
)
_HALVES: Final = re.compile(r"\b[ap]\.?m\b")
_DATE: Final = re.compile(r"\bdate\b|datum|\bfecha\b|\bdata\b|дата|birthday|geburtstag")


def is_written(element: Element, text: str, said: Said, profile: Profile) -> bool:
    """Whether a text is another writing of a known value, one that this field may take."""
    return (
        is_choice_written(element, text, said, profile)
        or is_joined(text, profile, said.names)
        or is_initials(element.name, text, profile, said.names)
        or is_respaced(text, (source.words for source in sources_of(said, profile)))
    )


def is_choice_written(element: Element, option: str, said: Said, profile: Profile) -> bool:
    """Whether a choice is another writing of a known value."""
    sources = sources_of(said, profile)
    figure = read_figure(option)
    return (
        (figure is not None and figure in _figures(element, sources))
        or _is_dated(element, option, sources)
        or _is_phone_part(element, option, said, profile)
    )


def typed_number(element: Element, text: str, said: Said, profile: Profile) -> str | None:
    """What a number field takes for a text, where that number is known."""
    sources = sources_of(said, profile)
    figure = read_figure(text)
    if figure is not None and figure in _figures(element, sources):
        return as_digits(figure)
    known = text.strip().isdecimal() and _is_part(element, text, sources)
    return str(int(text)) if known else None


def typed_day(element: Element, text: str, said: Said, profile: Profile) -> str | None:
    """The day or the month that a text writes, as a date field takes it."""
    sources = sources_of(said, profile)
    for day in _days(sources):
        if is_day(text, day, _hints(element)):
            return day.isoformat()
    month = read_month(text)
    return f"{month.year}-{month.month:02}" if month and month in _months(sources) else None


def in_form(element: Element, value: str, today: date) -> str:
    """A value as a text field's hint wants it: a date, or the month in which a card ends."""
    hints = _hints(element)
    month = read_month(value)
    form = _MONTH_FORM.search(normal(hints))
    if month and form:
        return _in_month_form(month, form)
    if written(date.min, hints) == written(date.min, ""):
        return value  # no hint tells of a date
    day = parse_date(value, today)
    return written(day, hints) if day else value


def takes_a_form(element: Element) -> bool:
    """Whether a field for text says that one time or one day goes in, and in which form.

    Its hint is that form and nothing else: a form may be mentioned for other reasons, too.
    """
    hint = _LED.sub("", normal(element.hint)).strip(" .:()")
    is_form = is_whole_form(hint) or _CLOCK.fullmatch(hint) is not None
    return element.role is Role.TEXT_FIELD and is_form


def writings(element: Element, said: Said, profile: Profile) -> tuple[str, ...]:
    """A few texts that this field plainly asks for, each a writing of a known value."""
    found = dict.fromkeys(_written(element, said, profile))
    return tuple(text for text in found if '"' not in text and "\n" not in text)[:MOST_WRITINGS]


def _written(element: Element, said: Said, profile: Profile) -> Iterator[str]:
    sources = sources_of(said, profile)
    words = words_of(element)
    is_clock = _CLOCK.search(words) is not None  # its minutes are written as months are
    if not is_clock and (part := part_of(element)):
        yield from filter(None, (part_text(part, day) for day in _dates(sources)))
        return
    if form := _MONTH_FORM.search(words):
        yield from (_in_month_form(month, form) for month in _months(sources))
        return
    has_edge = _EDGE.fullmatch(normal(element.name)) and form_of(_hints(element)) is None
    if _TIME.search(words) or has_edge:
        clocks = (clock for source in sources for clock in source.clocks)
        yield from (_time_text(clock, words) for clock in clocks)
    elif _DATE.search(words) or written(date.min, _hints(element)) != written(date.min, ""):
        yield from (written(day, _hints(element)) for day in _days(sources))
    if element.role is Role.NUMBER_FIELD:
        yield from map(as_digits, sorted(_figures(element, sources)))
        return
    if element.role in {Role.PHONE_FIELD, Role.TEXT_FIELD, Role.COMBOBOX}:
        phones = _phones(said, profile)
        yield from phone_writings(words, phones, is_wrong=_is_wrong_phone(element))
    yield from joined_writings(element.name, profile)


def sources_of(said: Said, profile: Profile) -> tuple[Said, ...]:
    """The person's words and each value of the profile, read alike."""
    return (said, *(_read(value, said.today) for value in profile.values))


@lru_cache(maxsize=256)
def _read(value: str, today: date) -> Said:
    return Said(value, today)


def _is_dated(element: Element, text: str, sources: tuple[Said, ...]) -> bool:
    if _is_timed(element, text, sources):
        return True
    if not _DIGIT.search(text) and month_of(text) is None:
        return False  # most of a long list's choices
    if _is_part(element, text, sources):
        return True
    if any(is_day(text, day, _hints(element)) for day in _days(sources)):
        return True
    words = words_of(element)
    is_card = _EXPIRY.search(words) or _MONTH_FORM.search(words)
    return bool(is_card) and read_month(text) in _months(sources)


def _is_timed(element: Element, text: str, sources: tuple[Said, ...]) -> bool:
    typed = read_time(text)
    if typed is None:
        return False
    choices = read_times(element.options)
    return any(clock.is_same(typed, choices) for source in sources for clock in source.clocks)


def _is_part(element: Element, text: str, sources: tuple[Said, ...]) -> bool:
    part = part_of(element)
    return part is not None and is_part(part, text, _dates(sources))


def _is_phone_part(element: Element, text: str, said: Said, profile: Profile) -> bool:
    if not _DIGIT.search(text):
        return False
    return is_phone_part(words_of(element), text, _phones(said, profile))


def _time_text(clock: Clock, words: str) -> str:
    """Who left the half of the day open isn't given one."""
    if not clock.is_sure:
        return str(clock).removeprefix("0")
    return clock.in_halves if _HALVES.search(words) else str(clock)


def _in_month_form(month: MonthOfYear, form: re.Match[str]) -> str:
    year = str(month.year)[-len(form["year"]) :]
    return f"{month.month:02}{form['mark']}{year}"


def _figures(element: Element, sources: tuple[Said, ...]) -> frozenset[Decimal]:
    """Amounts, and how long, where a field asks for that."""
    amounts = frozenset(figure for source in sources for figure in source.figures)
    if not _LENGTH.search(words_of(element)):
        return amounts
    return amounts | {Decimal(stay.days) for source in sources for stay in source.stays}


def _days(sources: tuple[Said, ...]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(m.day for source in sources for m in source.dates))


def _months(sources: tuple[Said, ...]) -> frozenset[MonthOfYear]:
    return frozenset(month for source in sources for month in source.months)


def _dates(sources: tuple[Said, ...]) -> tuple[Known, ...]:
    months = sorted(_months(sources), key=lambda month: (month.year, month.month))
    return (*_days(sources), *months)


def _phones(said: Said, profile: Profile) -> tuple[Phone, ...]:
    values = (v for v in profile.values if sum(map(str.isdigit, v)) >= LEAST_DIGITS)
    numbers = (*said.phones, *values)
    read = (read_phone(number, region_of(profile)) for number in numbers)
    return tuple(phone for phone in read if phone)


def _is_wrong_phone(element: Element) -> bool:
    return element.role is Role.PHONE_FIELD and element.invalid


def _hints(element: Element) -> str:
    return f"{element.hint} {element.name}"
