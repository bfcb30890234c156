"""Words as terms: what a page and a person call the same, in other forms and other words."""

import re
import unicodedata
from functools import lru_cache

from errands.agent.view.concepts import CONCEPTS
from errands.agent.view.wording import EMPTY_WORDS

_WORD = re.compile(r"[^\W_]+")
_STEM = 5
_EMPTY = EMPTY_WORDS | {"can", "could", "do", "some", "their", "there", "they"}
_GLUED = "\u0e00"
"""From here on scripts are written without blanks, or with words glued together."""
_ARTICLES = ("وال", "بال", "ال", "لل")
_MEANING = "~"


@lru_cache(maxsize=50_000)
def terms_of(text: str) -> frozenset[str]:
    """Stems of the words that say something; pairs of letters where words aren't apart."""
    flat = text.casefold()
    if not flat.isascii():
        parted = unicodedata.normalize("NFKD", flat)
        flat = "".join(c for c in parted if not unicodedata.combining(c))
    found: set[str] = set()
    for word in _WORD.findall(flat):
        if word not in _EMPTY:
            found.update(_terms(word))
    return frozenset(found)


@lru_cache(maxsize=50_000)
def meanings_of(terms: frozenset[str]) -> frozenset[str]:
    """What the terms are about, whatever the words."""
    return frozenset(concept for term in terms for concept in _MEANINGS.get(term, ()))


@lru_cache(maxsize=50_000)
def _terms(word: str) -> tuple[str, ...]:
    if word[0] >= _GLUED:
        return tuple(word[n : n + 2] for n in range(max(len(word) - 1, 1)))
    bare = next((word[len(a) :] for a in _ARTICLES if word.startswith(a)), word) or word
    return (_stem(bare),)


def _stem(word: str) -> str:
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:  # noqa: PLR2004 "bus"
        word = word[:-1]
    if word.endswith("y"):
        word = f"{word[:-1]}i"
    return word[:_STEM]


def _by_term() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for concept, words in CONCEPTS.items():
        for term in terms_of(words):
            found[term] = (*found.get(term, ()), f"{_MEANING}{concept}")
    return found


_MEANINGS = _by_term()
