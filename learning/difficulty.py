"""How much a sample asks of its reader, by what stands in it."""

import re
from enum import StrEnum
from typing import Final

from errands.contracts.action import ARROW
from learning.sample import Marked

CONTROL: Final = re.compile(r'^\w+ "[^"]*" \[(\d+)\]', re.MULTILINE)
MANY_CONTROLS: Final = 12
MANY_WORDS: Final = 3
"""Messages of the person: by then the first ones are answers, or have been taken back."""

_FRUITLESS: Final = re.compile(rf"{ARROW} (?!ok|page changed|needs yes|download)\w", re.MULTILINE)


class Difficulty(StrEnum):
    EASY = "easy"
    FAIR = "fair"
    HARD = "hard"


def difficulty_of(marked: Marked) -> Difficulty:
    """A point each for many controls, a long chat, and a step that came to nothing before.

    It is read from the page alone: how a model fares would make a dataset depend on a model.
    """
    points = (
        len(CONTROL.findall(marked.text)) >= MANY_CONTROLS,
        marked.text.count("\nuser: ") >= MANY_WORDS,
        _FRUITLESS.search(marked.text) is not None,
    )
    return (Difficulty.EASY, Difficulty.FAIR, Difficulty.HARD, Difficulty.HARD)[sum(points)]
