"""What was found out of a text, for as long as it is likely to be asked again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

_SHORT: Final = 200
"""Characters."""
_SHORT_TEXTS: Final = 4096
"""The options and names of a page recur at every step."""
_LONG_TEXTS: Final = 16
"""Whole chats and pages are large, and are asked about for one step."""

FoundT = TypeVar("FoundT")


def kept(find: Callable[[str], FoundT]) -> Callable[[str], FoundT]:
    """Remembers what `find` found in many short texts, and in a few long ones."""
    short = lru_cache(maxsize=_SHORT_TEXTS)(find)
    long = lru_cache(maxsize=_LONG_TEXTS)(find)

    @wraps(find)
    def found(text: str) -> FoundT:
        return short(text) if len(text) <= _SHORT else long(text)

    found.caches = (short, long)  # type: ignore[attr-defined]
    return found
