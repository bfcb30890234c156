"""How much a chunk is needed for what was said: by rules, until a learned picker does better."""

from dataclasses import dataclass
from typing import Protocol

from errands.agent.chunks import EDGES, Chunk
from errands.agent.wording import words_of

_NEEDS = 100.0
_EDGE = -100.0


class Picker(Protocol):
    """Scores chunks of one page against each other."""

    def scores(self, chunks: tuple[Chunk, ...], words: str) -> tuple[float, ...]: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What needs input, then what shares words with the chat; the page's edges last."""

    def scores(self, chunks: tuple[Chunk, ...], words: str) -> tuple[float, ...]:
        said = words_of(words)
        return tuple(_score(chunk, said) for chunk in chunks)


def _score(chunk: Chunk, said: frozenset[str]) -> float:
    if chunk.name in EDGES:
        return _EDGE
    shared = sum(1 for line in chunk.lines if said & words_of(line.text))
    return shared + (_NEEDS if chunk.needs_input else 0)
