"""What text costs a model: counted by the model's own tokenizer, or estimated without one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from errands.contracts.ports import Tokens

_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"[\d_]|[^\w\s]")
_LETTERS_A_TOKEN = 4
_CACHED = 20_000
"""Lines; those of one page recur at every step on it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The twin of a tokenizer: an upper estimate that needs no file."""

    def count(self, text: str) -> int:
        return _estimate(text)


ESTIMATE = Estimate()


@lru_cache(maxsize=_CACHED)
def _estimate(text: str) -> int:
    """Letters of other scripts cost up to one a byte: the vocabulary is an English one."""
    words = _WORD.findall(text)
    plain = sum(1 + (len(word) - 1) // _LETTERS_A_TOKEN for word in words if word.isascii())
    other = sum(len(word.encode()) for word in words if not word.isascii())
    marks = sum(1 if mark.isascii() else len(mark.encode()) for mark in _MARK.findall(text))
    return plain + other + marks + text.count("\n")


def cost_of(lines: Iterable[str], tokens: Tokens) -> int:
    """Tokens of whole lines, each with its line break."""
    return sum(tokens.count(f"{line}\n") for line in lines)


def within(lines: Iterable[str], budget: int, tokens: Tokens) -> list[str]:
    """Whole lines, in order, until the next one would cost too much."""
    kept: list[str] = []
    for line in lines:
        budget -= tokens.count(f"{line}\n")
        if budget < 0:
            break
        kept.append(line)
    return kept
