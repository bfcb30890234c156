"""Which of several choices is meant, where figures only describe them.

`Joint account ending 0421 (€2,593.93)` is what `my joint account` means beside a `Savings account
ending 9984 (€310.00)`; of `2 guests` and `3 guests` the figures are all there is.
"""

import re
from collections.abc import Iterable

from errands.agent.values.runs import normal

_FIGURES = re.compile(r"[\d(\[]")
"""A note in brackets belongs to them: `Card (ending in 4242)`."""
_WORD = re.compile(r"[^\W\d_]+")


def is_told_apart(option: str, others: Iterable[str], words: str) -> bool:
    """Whether all was said that stands before a choice's figures and before no other one's."""
    own = _lead(option).difference(*map(_lead, others))
    return bool(own) and own <= set(_WORD.findall(normal(words)))


def _lead(option: str) -> set[str]:
    return set(_WORD.findall(normal(_FIGURES.split(option, maxsplit=1)[0])))
