"""What a person's own words hold: the only free source of values that may be typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from errands.agent.values.dates import DateMention, StayMention, find_dates, find_stays
from errands.agent.values.figures import as_digits, figure_texts, find_figures, read_figure
from errands.agent.values.months import MonthOfYear, find_months
from errands.agent.values.numbers import find_heads, find_numbers
from errands.agent.values.phones import LEAST_DIGITS
from errands.agent.values.times import Clock, find_times, time_spans
from errands.contracts.session import ChatLine, Speaker

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\(?\d[\d \u00a0()./-]{5,18}\d")
_MORE_NAMES = r"(?:[ ](?:(?:van|von|de|der|den|di|da|del|la|le|bin|al)[ ])*[A-ZÀ-Þ][\w'’-]*){0,3}"  # noqa: RUF001
_INTRODUCES = re.compile(
    r"(?:(?i:\b(?:my|the)\s+(?:full |first |last |given |family |sur)?name(?:\s+is|'s|’s|:)?"  # noqa: RUF001
    r"|\b(?:first |last |sur)?name:|\bin the name of)\s+(?=[^\W\d_])"
    r"|(?i:\b(?:I am|I'm|I’m|this is|booking for))\s+(?=[A-ZÀ-Þ]))"  # noqa: RUF001
    rf"(?P<name>[^\W\d_][\w'’-]*{_MORE_NAMES})",  # noqa: RUF001
)
"""A self-introduction: names after the first word begin with a capital."""
_MOST_WORDS = 4
"""Of a name written with capitals."""
_PARTICLES = frozenset(
    ["van", "von", "de", "der", "den", "di", "da", "del", "la", "le", "bin", "al"]
)
_STOPS = ".,;:!?)"
_WRITTEN_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d")


@dataclass(frozen=True)
class Said:
    """The user's lines of a chat, joined; `today` is the person's date."""

    words: str
    today: date
    days: tuple[tuple[int, date], ...] = ()
    """Where in the words another day begins; `tomorrow` counts from the day it was said on."""

    @staticmethod
    def in_chat(chat: tuple[ChatLine, ...], today: date) -> "Said":
        lines = [line for line in chat if line.speaker is Speaker.USER]
        days: list[tuple[int, date]] = []
        start = 0
        for line in lines:
            day = today if line.at is None else day_of(line.at)
            if not days or days[-1][1] != day:
                days.append((start, day))
            start += len(line.text) + 1
        return Said("\n".join(line.text for line in lines), today, tuple(days))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return tuple(
            mention for mention in self._mentions if not _inside(mention.start, self._addresses)
        )

    @property
    def _mentions(self) -> Iterator[DateMention]:
        """Each day's lines are read by themselves, by that day."""
        days = self.days or ((0, self.today),)
        ends = [*(start for start, _ in days[1:]), len(self.words)]
        for (start, day), end in zip(days, ends, strict=True):
            for found in find_dates(self.words[start:end], day):
                yield replace(found, start=found.start + start, end=found.end + start)

    @cached_property
    def stays(self) -> tuple[StayMention, ...]:
        return find_stays(self.words)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return find_numbers(self.words, self._otherwise_read)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Numbers that are no hour: who comes at eight needn't be eight."""
        return find_numbers(self.words, (*self._otherwise_read, *time_spans(self.words)))

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """How many people come, where that is said outright."""
        return find_heads(self.words)

    @cached_property
    def company(self) -> tuple[int, ...]:
        """Numbers that may count people; the others count something that is named."""
        return find_numbers(self.words, self._otherwise_read, of_people=True)

    @cached_property
    def figures(self) -> frozenset[Decimal]:
        """Amounts of anything but time; no part of an address or a telephone number is one."""
        plain = [s for s in self._addresses if read_figure(self.words[slice(*s)]) is not None]
        other = (span for span in self._otherwise_read if span not in plain)
        return find_figures(self._without(tuple(other)))

    @cached_property
    def amounts(self) -> tuple[str, ...]:
        """The figures as they were written; those in words, in digits."""
        texts = [t for t in figure_texts(self.words) if read_figure(t) in self.figures]
        unwritten = self.figures - {read_figure(text) for text in texts}
        return tuple(dict.fromkeys((*texts, *map(as_digits, sorted(unwritten)))))

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        return find_times(self._without(self._addresses))

    @cached_property
    def months(self) -> frozenset[MonthOfYear]:
        return find_months(self.words)

    @property
    def states_a_stay(self) -> bool:
        """Two dates, or one and a length of time."""
        return bool(self.dates) and len(self.dates) + len(self.stays) > 1

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names that a person gives as theirs, whole and in parts; other words are none."""
        whole = [match["name"].strip() for match in _INTRODUCES.finditer(self.words)]
        parts = [part for name in whole for part in _parts_of(name)]
        return tuple(dict.fromkeys((*whole, *parts)))

    @cached_property
    def capitalised(self) -> tuple[str, ...]:
        """Two words in a row or more that are written as names are, of whoever."""
        found = (run for line in self.words.splitlines() for run in _runs_of_names(line.split()))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _otherwise_read(self) -> tuple[tuple[int, int], ...]:
        stays = [(m.start, m.end) for m in self.stays]
        return (*self._days_written, *stays, *self._addresses)

    @property
    def _days_written(self) -> tuple[tuple[int, int], ...]:
        return tuple((m.start, m.end) for m in self.dates)

    def _without(self, spans: tuple[tuple[int, int], ...]) -> str:
        left = list(self.words)
        for start, end in spans:
            left[start:end] = " " * (end - start)
        return "".join(left)

    @cached_property
    def emails(self) -> tuple[str, ...]:
        return tuple(match[0].rstrip(".") for match in _EMAIL.finditer(self.words))

    @cached_property
    def phones(self) -> tuple[str, ...]:
        dates = [(m.start, m.end) for m in self.dates]
        return tuple(
            match[0]
            for match in _PHONE.finditer(self.words)
            if _is_phone(match[0]) and not _inside(match.start(), dates)
        )

    @cached_property
    def _addresses(self) -> tuple[tuple[int, int], ...]:
        """Spans of e-mail addresses and telephone numbers, whose digits count nothing."""
        mails = [match.span() for match in _EMAIL.finditer(self.words)]
        calls = [m.span() for m in _PHONE.finditer(self.words) if _is_phone(m[0])]
        return (*mails, *calls)


def _runs_of_names(words: list[str]) -> Iterator[str]:
    """Capitalised words, or those of a script without capitals; `van` and the like in between."""
    for start, first in enumerate(words):
        run = [first.lstrip("(")]
        for word in words[start + 1 : start + _MOST_WORDS]:
            if run[-1][-1:] in _STOPS or not (_is_named(run[0]) and _is_name_part(word)):
                break
            run.append(word)
            if _is_named(word):
                yield " ".join(run).rstrip(_STOPS)


def _is_named(word: str) -> bool:
    return word[:1].isalpha() and not word[:1].islower()


def _is_name_part(word: str) -> bool:
    return _is_named(word) or word in _PARTICLES


def day_of(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def _parts_of(name: str) -> tuple[str, ...]:
    first, _, rest = name.partition(" ")
    return (first, rest) if rest else (first,)


def _is_phone(text: str) -> bool:
    digits = sum(c.isdigit() for c in text)
    return digits >= LEAST_DIGITS and not _WRITTEN_DATE.search(text)


def _inside(position: int, spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> bool:
    return any(start <= position < end for start, end in spans)
