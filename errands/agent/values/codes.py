"""Codes: words that only mean something whole, such as `QX-71`, `SW1A 1AA` or an IBAN."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from errands.agent.values.runs import normal

_PIECE: Final = r"[^\W_]+"
_GAP: Final = r"[ \u00a0\-./]"
_SPACED: Final = re.compile(rf"{_PIECE}(?:{_GAP}{_PIECE})*")
_DECIMAL: Final = re.compile(r"(?<![\w.])\d+\.\d{1,2}(?![\w.])")
"""An amount: without its point it is a hundred times as much."""
_LEAST: Final = 5
"""Letters and digits of a code whose spacing may differ."""
_MOST: Final = 40
_MOST_PIECES: Final = 12
_LETTERS: Final = 4
"""Letters of a part of a code that has no digit, at most; they are capitals."""
_WORD: Final = re.compile(r"(?<![\w@.:/-])[^\W_]+(?:-[^\W_]+){0,5}(?![\w@/-]|[.:]\w)")
_SHORTEST_WORD: Final = 4
_LONGEST_WORD: Final = 24


def is_respaced(text: str, sources: Iterable[str]) -> bool:
    """Whether a text is a code of a source, with other spaces, dashes or dots in it, or none."""
    if not _SPACED.fullmatch(text.strip()) or _DECIMAL.search(text):
        return False
    wanted = compact(text)
    if not _LEAST <= len(wanted) <= _MOST or not any(c.isdigit() for c in wanted):
        return False
    return any(wanted in _compacts(source) for source in sources)


def compact(text: str) -> str:
    """The letters and digits of a code."""
    return re.sub(r"[\W_]", "", normal(text))


def codes_in(text: str) -> tuple[str, ...]:
    """Words that look like codes: digits, or capitals with digits, in one word of some length."""
    return tuple(dict.fromkeys(m[0] for m in _WORD.finditer(text) if _is_code(m[0])))


def _is_code(word: str) -> bool:
    plain = word.replace("-", "")
    return (
        _SHORTEST_WORD <= len(plain) <= _LONGEST_WORD
        and plain.isascii()
        and any(c.isdigit() for c in plain)
        and plain.upper() == plain
    )


@lru_cache(maxsize=256)
def _compacts(source: str) -> frozenset[str]:
    return frozenset(_runs(source))


def _runs(source: str) -> Iterator[str]:
    """Runs of neighbours that each look like a part of a code, put together."""
    for match in _SPACED.finditer(_DECIMAL.sub(",", source)):
        found = re.findall(_PIECE, match[0])
        for start in range(len(found)):
            whole = ""
            for piece in found[start : start + _MOST_PIECES]:
                if not _is_part(piece):
                    break
                whole += piece
                yield compact(whole)


def _is_part(piece: str) -> bool:
    return any(c.isdigit() for c in piece) or (len(piece) <= _LETTERS and piece.isupper())
