"""A site's words in one variant."""

from enum import Enum
from typing import Generic, TypeVar

from sites.variant import Variant

Word = TypeVar("Word", bound=Enum)


class Wording(Generic[Word]):
    """Says each member of an enum whose values are the ways to say it."""

    def __init__(self, words: type[Word], variant: Variant) -> None:
        """Choose every word."""
        self._said: dict[Word, str] = {w: variant.choose(w.name, w.value) for w in words}

    def __getitem__(self, word: Word) -> str:
        """Say a word."""
        return self._said[word]

    def by_name(self) -> dict[str, str]:
        """Return all words by their names in lower case, for templates."""
        return {word.name.lower(): said for word, said in self._said.items()}
