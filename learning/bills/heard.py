"""What of an errand with bills can be found in a person's words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Self

from errands.agent.values.figures import read_figure
from errands.agent.values.said import Said
from learning.wishes.bills import BillsWish

_CALLED: Final = {
    "Electricity": "electric|electricity|power",
    "Water": "water",
    "Gas": "gas",
    "Internet": "internet|broadband|wifi",
    "Mobile phone": "mobile|phone",
    "Rent": "rent",
    "Home insurance": "insurance",
    "Waste collection": "waste|bins|rubbish|garbage",
    "Music school": "music",
}
SERVICES: Final = frozenset(_CALLED)
_FIGURE: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Heard:
    """All that was said, and what it holds."""

    said: Said

    @classmethod
    def of(cls, lines: Sequence[str], today: date) -> Self:
        return cls(Said("\n".join(lines), today))

    def tells(self, piece: str, wish: BillsWish) -> bool:
        """Whether this piece of the wish was said."""
        errand = wish.errand
        match piece:
            case "service":
                return self.names_bill(wish.service, wish.payee)
            case "account":
                return wish.value("account").casefold() in self.said.words.casefold()
            case "amount":
                amount = getattr(errand, "amount", None)
                return amount is not None and _euros(amount) in self.said.figures
            case "on":
                return getattr(errand, "on", None) in {m.day for m in self.said.dates}
            case _:
                day = getattr(errand, "day", None)
                return day is not None and Decimal(day) in self.said.figures

    def names_bill(self, service: str, payee: str) -> bool:
        called = rf"\b(?:{_CALLED[service]}|{re.escape(payee)})\b"
        return re.search(called, self.said.words, re.IGNORECASE) is not None

    def amount(self, cents: int) -> str:
        """The words for an amount, the last ones if there are several.

        Raises:
            StopIteration: it wasn't said.
        """
        figures = [m[0] for m in _FIGURE.finditer(self.said.words)]
        return next(f for f in reversed(figures) if read_figure(f) == _euros(cents))

    def day(self, day: date) -> str:
        """The words for a day, the last ones if there are several.

        Raises:
            StopIteration: it wasn't said.
        """
        return next(m.text for m in reversed(self.said.dates) if m.day == day)


def _euros(cents: int) -> Decimal:
    euros = Decimal(cents) / 100
    return euros.quantize(Decimal(1)) if cents % 100 == 0 else euros
