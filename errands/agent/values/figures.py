"""Amounts as people write them: `1,200`, `1.200`, `1 200`, `twelve hundred`, `2k`."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from text_to_num import alpha2digit

from errands.agent.values.runs import plain_letters

_GROUPED: Final = r"[1-9]\d{0,2}(?:[ ,.'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?"  # noqa: RUF001
_PLAIN: Final = r"(?:0|[1-9]\d{0,14})(?:[.,]\d{1,6})?"
_TIMES: Final = {
    "k": 1_000,
    "thousand": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mio": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_MORE: Final = rf"(?:(?P<times>k\b)|\s(?P<named>{'|'.join(_TIMES)})\b)?"
_FIGURE: Final = rf"(?P<digits>{_GROUPED}|{_PLAIN}){_MORE}"
_FOUND: Final = re.compile(
    rf"(?<![\w/@#+])(?<!\d[.,:'’-])-?{_FIGURE}(?![/@#:-]?\d|[.,'’]\d)"  # noqa: RUF001
    r"(?=$|[^\w]|[a-zA-Z°%€$£¥]{1,3}\b)",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(rf"-?{_FIGURE}", re.IGNORECASE)
_LEAST_COUNTED: Final = 2
_IN_WORDS: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"|hundred|thousand|million|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif"
    r"|six|seven|eigh|nine)ty",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def find_figures(words: str) -> frozenset[Decimal]:
    """All amounts in a text, without the units after them."""
    found: list[Decimal] = []

    def take(match: re.Match[str]) -> str:
        found.append(_value(match))
        return "\n"  # what stands around it is no number together

    # "1.5 million" would be two numbers once it is in digits
    rest = _FOUND.sub(take, plain_letters(words))
    _FOUND.sub(take, in_digits(rest))
    return frozenset(found)


def figure_texts(words: str) -> tuple[str, ...]:
    """All amounts in a text that are written in digits alone, as they are written there."""
    found = _FOUND.finditer(plain_letters(words))
    return tuple(match[0] for match in found if not (match["times"] or match["named"]))


def read_figure(text: str) -> Decimal | None:
    """The amount that a text is, and nothing else; figures alone, no currency and no unit."""
    match = _WHOLE.fullmatch(plain_letters(text.strip()))
    return _value(match) if match else None


def as_digits(figure: Decimal) -> str:
    """As a number field takes it."""
    return f"{figure.normalize():f}"


@lru_cache(maxsize=256)
def in_digits(words: str) -> str:
    """Numbers that are written out, in digits; `one` stays a word, since it rarely counts."""
    if not _IN_WORDS.search(words):
        return words
    lines = (str(alpha2digit(line, "en", _LEAST_COUNTED)) for line in words.split("\n"))
    return "\n".join(lines)


def _value(match: re.Match[str]) -> Decimal:
    whole, decimals = _parts(match["digits"])
    named = match["times"] or match["named"]
    number = Decimal(f"{whole}.{decimals or 0}") * (_TIMES[named.lower()] if named else 1)
    number = -number if match[0].startswith("-") else number
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else +number


def _parts(digits: str) -> tuple[str, str]:
    """Three digits after a sign are thousands, fewer at the end are decimals."""
    if re.fullmatch(_GROUPED, digits):
        tail = re.search(r"[.,](\d{1,2})$", digits)
        whole = digits[: tail.start()] if tail else digits
        return re.sub(r"\D", "", whole), tail[1] if tail else ""
    whole, _, decimals = digits.replace(",", ".").partition(".")
    return whole, decimals.rstrip("0")
