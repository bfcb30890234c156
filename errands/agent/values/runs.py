"""Words one after another, as they were said: what a span of a text is.

The grammar lets a model copy such runs, the gate asks for one. Both cut a text here.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from errands.agent.values.kept import kept
from errands.contracts.action import ARROW

_APOSTROPHES: Final = frozenset("'’")  # noqa: RUF001 as phones type it
_POINTS: Final = frozenset(".,")
_SAME_TO_RE: Final = str.maketrans("\u0130\u0131\u017f\u212a", "IisK")
_EDGE: Final = "\n"
"""No piece holds one."""


@kept
def pieces(text: str) -> tuple[str, ...]:
    """Whole words, single signs, and blanks as one space; quote marks and arrows are left out.

    An accent belongs to the letter before it, an apostrophe to the word around it, a point or
    a comma to the number around it.
    """
    plain = text.replace('"', "").replace(ARROW.strip(), " ")
    return tuple(_with_signs_inside(list(_cut(plain))))


def is_run(text: str, source: str) -> bool:
    """Whether a text is a run of a source's pieces; case, accents and blanks don't matter."""
    wanted = _joined(text.strip())
    return wanted.strip() != "" and wanted in _joined(source)


@kept
def normal(text: str) -> str:
    """Case, accents and spacing don't matter to what a person said."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())


def plain_letters(text: str) -> str:
    """The same text, letter for letter, with those that are i, s or k to `re.IGNORECASE` so."""
    return text.translate(_SAME_TO_RE)


@kept
def _joined(text: str) -> str:
    plain = (normal(piece).replace("’", "'") or " " for piece in pieces(text))  # noqa: RUF001
    return _EDGE + "".join(piece + _EDGE for piece in plain)


def _cut(text: str) -> Iterator[str]:
    for kind, letters in groupby(text, _kind):
        if kind == "word":
            yield "".join(letters)
        elif kind == "blank":
            yield " "
        else:
            yield from letters


def _kind(letter: str) -> str:
    if letter.isspace():
        return "blank"
    is_part = letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M")
    return "word" if is_part else "sign"


def _with_signs_inside(cut: list[str]) -> Iterable[str]:
    whole: list[str] = []
    for piece in cut:
        if len(whole) > 1 and _holds(whole[-2], whole[-1], piece):
            whole[-2:] = [whole[-2] + whole[-1] + piece]
        else:
            whole.append(piece)
    return whole


def _holds(before: str, sign: str, after: str) -> bool:
    if sign in _APOSTROPHES:
        return _kind(before[-1]) == _kind(after[0]) == "word"
    return sign in _POINTS and before[-1].isdecimal() and after[0].isdecimal()
