"""What a person's own words hold: the only free source of values that may be typed."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from errands.agent.dates import DateMention, StayMention, find_dates, find_stays
from errands.agent.numbers import find_numbers
from errands.contracts.session import ChatLine, Speaker

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./-]{5,18}\d")


@dataclass(frozen=True)
class Said:
    """The user's lines of a chat, joined; `today` is the person's date."""

    words: str
    today: date

    @staticmethod
    def in_chat(chat: tuple[ChatLine, ...], today: date) -> "Said":
        return Said("\n".join(c.text for c in chat if c.speaker is Speaker.USER), today)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return tuple(
            mention
            for mention in find_dates(self.words, self.today)
            if not _inside(mention.start, self._addresses)
        )

    @cached_property
    def stays(self) -> tuple[StayMention, ...]:
        return find_stays(self.words)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        spans = [(m.start, m.end) for m in (*self.dates, *self.stays)]
        return find_numbers(self.words, (*spans, *self._addresses))

    @cached_property
    def emails(self) -> tuple[str, ...]:
        return tuple(match[0].rstrip(".") for match in _EMAIL.finditer(self.words))

    @cached_property
    def phones(self) -> tuple[str, ...]:
        dates = [(m.start, m.end) for m in self.dates]
        return tuple(
            match[0]
            for match in _PHONE.finditer(self.words)
            if sum(c.isdigit() for c in match[0]) > 6 and not _inside(match.start(), dates)
        )

    @cached_property
    def _addresses(self) -> tuple[tuple[int, int], ...]:
        """Spans of e-mail addresses and telephone numbers, whose digits count nothing."""
        mails = [match.span() for match in _EMAIL.finditer(self.words)]
        calls = [
            match.span()
            for match in _PHONE.finditer(self.words)
            if sum(c.isdigit() for c in match[0]) > 6 and not re.match(r"20\d\d-", match[0])
        ]
        return (*mails, *calls)


def _inside(position: int, spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> bool:
    return any(start <= position < end for start, end in spans)
