"""How much a chunk is needed for what was said: by rules here, by learned weights beside."""

from dataclasses import dataclass
from typing import Protocol

from errands.agent.view.chunks import EDGES, Chunk
from errands.agent.view.wish import Wish
from errands.agent.view.wording import words_of

_COMPLAINS = 200.0
_NEEDS = 100.0
_EDGE = -100.0


class Picker(Protocol):
    """Scores chunks of one page against each other."""

    def scores(self, chunks: tuple[Chunk, ...], wish: Wish) -> tuple[float, ...]: ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What complains, what needs input, what shares words with the chat; the edges last."""

    def scores(self, chunks: tuple[Chunk, ...], wish: Wish) -> tuple[float, ...]:
        said = words_of(wish.words)
        return tuple(_score(chunk, said) for chunk in chunks)


def _score(chunk: Chunk, said: frozenset[str]) -> float:
    if chunk.name in EDGES:
        return _EDGE
    shared = sum(1 for line in chunk.lines if said & words_of(line.text))
    needs = _NEEDS if chunk.needs_input else 0
    return shared + needs + (_COMPLAINS if chunk.complains else 0)
