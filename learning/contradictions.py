"""Samples that want another line where others have read the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final, TypeAlias

from learning.sample import Marked, MarkedT

Prompt: TypeAlias = bytes

# The same prompt is the same text from its beginning to the line, letter for letter. Any letter
# may be why another line is right: a date, a price, a word of the chat, a number behind a name.
# Only where our own sites are reached says nothing: each run of them takes ports that are free.
_PORT: Final = re.compile(r"\b(127\.0\.0\.1|localhost):\d+")


def agreeing(items: Iterable[MarkedT]) -> list[MarkedT]:
    """Those whose every line is what more than half of all say at its prompt.

    Where no line has that many, all go: nobody can tell which is right, and a model that is
    taught two lines at one place learns to guess. The whole sample goes, since what follows a
    wrong line in it was made by that line. Items should be of one skill, and not yet distinct:
    what happened twice counts twice.
    """
    judged = [(item, list(_steps(item))) for item in items]
    votes: dict[Prompt, Counter[str]] = defaultdict(Counter)
    for _, steps in judged:
        for prompt, line in steps:
            votes[prompt][line] += 1
    return [
        item
        for item, steps in judged
        if all(2 * votes[prompt][line] > votes[prompt].total() for prompt, line in steps)
    ]


def same_prompt(text: str) -> Prompt:
    """What two prompts share that read the same."""
    return sha256(_PORT.sub(r"\1", text).encode()).digest()


def _steps(item: Marked) -> Iterator[tuple[Prompt, str]]:
    for start, end in item.targets:
        yield same_prompt(item.text[:start]), item.text[start:end]
