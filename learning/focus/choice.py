"""Examples as a picker sees them: the chunks of a page, the wish, and which of them it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from errands.agent.view.chunks import CHUNK_TOKENS, Chunk, chunks_of
from errands.agent.view.wish import Wish
from errands.agent.view.wording import said_words
from errands.contracts.ids import ElementId
from errands.contracts.ports import Tokens
from learning.focus.example import Example

SIZES = (CHUNK_TOKENS, CHUNK_TOKENS // 2, CHUNK_TOKENS // 4)
"""A page is cut in each of these ways, so that a picker does not count on one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`needed` is the place of the chunk among `chunks`."""

    family: str
    chunks: tuple[Chunk, ...]
    wish: Wish
    needed: int


def choices_of(examples: Iterable[Example], tokens: Tokens) -> Iterator[Choice]:
    """One for each size that chunks may have; none where there is nothing to choose between."""
    for example in examples:
        for most in SIZES:
            said = said_words(example.wish.words)
            chunks = chunks_of(example.seen, tokens, said, most)
            needed = place_of(chunks, example.needed)
            if needed is not None and len(chunks) > 1:
                yield Choice(example.family, chunks, example.wish, needed)


def place_of(chunks: tuple[Chunk, ...], needed: ElementId) -> int | None:
    holding = (n for n, c in enumerate(chunks) if needed in c.ids)
    return next(holding, None)
