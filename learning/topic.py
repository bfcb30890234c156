"""What a question is about: which words of it, or which named slot, ask for what of the wish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from errands.contracts.ids import SlotName


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """`name` is a key of a script's answers, `words` a pattern; without one only slots ask for it.

    `pieces` are the wish's fields that the answer gives, the name itself where none are told.
    """

    name: str
    words: str = ""
    pieces: tuple[str, ...] = ()
    personal: bool = False
    """Whether it is of the person, not of the errand."""
    verbatim: bool = False
    """Whether the answer is written as it stands: nothing else may stand beside it."""

    @property
    def gives(self) -> tuple[str, ...]:
        return self.pieces or (self.name,)


Topics: TypeAlias = tuple[Topic, ...]
"""Of one site, in the order in which a person answers."""


def asked_for(topics: Topics, reply: str, slots: Sequence[SlotName]) -> list[str]:
    """The names of the topics that a question is about: by its slots, else by its words."""
    known = {topic.name for topic in topics}
    named = [str(slot) for slot in slots if slot in known]
    if named:
        return _joined(topics, named)
    return [t.name for t in topics if t.words and re.search(t.words, reply, re.IGNORECASE)]


def pieces_of(topics: Topics, names: Sequence[str]) -> set[str]:
    """The wish's fields that answers to these topics give."""
    return {piece for topic in topics if topic.name in names for piece in topic.gives}


def _joined(topics: Topics, named: list[str]) -> list[str]:
    """Two dates that are asked for in one question are told as one stay."""
    for whole in topics:
        if len(whole.gives) > 1 and (whole.name in named or set(whole.gives) <= set(named)):
            named = [whole.name if name in whole.gives else name for name in named]
    return list(dict.fromkeys(named))
