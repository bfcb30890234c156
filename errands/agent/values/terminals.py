"""The free parts of a grammar: spans of what was said or shown, and words with known digits.

The form is llguidance's Lark dialect. A terminal is a regular expression, so that a span and a
literal that begin alike can stand beside each other.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from errands.agent.values.runs import pieces
from errands.contracts.action import ARROW

_MOST_PIECES: Final = 400
_WORD: Final = re.compile(r"[^\s\"<>\\]+")
_DIGIT: Final = re.compile(r"\d")
_BREAKS_LINE: Final = re.compile(rf'["\n]|{ARROW}')


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def fits_a_line(text: str) -> bool:
    """Whether a literal can stand between quote marks in a line."""
    return _BREAKS_LINE.search(text) is None


def has_words(text: str) -> bool:
    """Whether a run of a text can be anything but blank."""
    return any(not piece.isspace() for piece in pieces(text))


def lines(words: str) -> str:
    """A run of the words said last, over as many lines as it takes."""
    return _told(pieces(words))


def span(words: str) -> str:
    """A run of one line of the words said last; pieces have one kind.

    A break between two lines is a piece that no line of the grammar can hold.
    """
    cut = (pieces(line) for line in words.splitlines())
    return _told(tuple(piece for line in cut for piece in (*line, "\n")))


def _told(said: tuple[str, ...]) -> str:
    """It doesn't begin with a blank."""
    return f"{_run(said[-_MOST_PIECES:])} & /[^ \\n].*/"


def copied(texts: Iterable[str], longest: int) -> str:
    """A run of the words that a page begins with, of bounded length."""
    cut = pieces("\n".join(_enough(texts)))[:_MOST_PIECES]
    return f"{_run(cut)} & /[^ @][^@]{{0,{longest - 1}}}/"


def _enough(texts: Iterable[str]) -> Iterator[str]:
    """As many texts as hold the pieces that count: a page may be long."""
    found = 0
    for text in texts:
        yield text
        found += len(pieces(text))
        if found >= _MOST_PIECES:
            return


def either(names: Iterable[str], texts: Iterable[str]) -> str:
    """One of these terminals or literals, as a rule; nothing where there is none."""
    both = (*names, *map(quoted, texts))
    return f"({' | '.join(both)})" if len(both) > 1 else "".join(both)


def free_words(known: str) -> str:
    """Free words, but digits only as they stand in a text, never two in a row.

    The first mark is no space: a reply is never blank.
    """
    found = (word for word in _WORD.findall(known) if _DIGIT.search(word))
    seen = dict.fromkeys(word.strip(".,;:!?()[]{}'€$£¥=") for word in found)
    numbers = "|".join(_escaped(word) for word in seen)
    first, more = r"[^\d\s\"\\<>]", r"[^\d\"\\\n<>]"
    if not numbers:
        return f"/{first}{more}*/"
    return f"/({first}|({numbers}){more})(({numbers})?{more})*({numbers})?|({numbers})/"


def _run(chunks: tuple[str, ...]) -> str:
    return f'%regex {{"substring_chunks": {json.dumps(chunks or ("-",), ensure_ascii=False)}}}'


def _escaped(word: str) -> str:
    return re.sub(r"([.^$*+?()\[\]{}|/-])", r"\\\1", word)
