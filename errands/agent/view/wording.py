"""The words a person used, folded, so that a page's words can be compared with them."""

import re
import unicodedata
from functools import lru_cache

from errands.agent.values.numbers import find_numbers

_WORD = re.compile(r"[^\W_]+")
EMPTY_WORDS = frozenset(
    _WORD.findall(
        "a an and are as at be by for from have i in is it its me my no not of on or our please so"
        " that the this to want we with would you your"
    )
)
"""They say nothing of what is meant."""


@lru_cache(maxsize=20_000)
def words_of(text: str) -> frozenset[str]:
    """Words that say something, without case and accents."""
    return frozenset(sequence_of(text))


@lru_cache(maxsize=20_000)
def sequence_of(text: str) -> tuple[str, ...]:
    """The same in their order, each as often as it stands there."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    flat = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple(w for w in _WORD.findall(flat) if w not in EMPTY_WORDS)


def said_words(text: str) -> frozenset[str]:
    """A person's words, with the figures of numbers that are written out."""
    return words_of(text) | {str(number) for number in find_numbers(text, ())}
