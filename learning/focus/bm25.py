"""Okapi BM25 over chunks: the usual way, to compare with."""

from dataclasses import dataclass

from rank_bm25 import BM25Okapi

from errands.agent.view.chunks import Chunk
from errands.agent.view.wish import Wish
from errands.agent.view.wording import sequence_of


@dataclass(frozen=True, slots=True)
class Bm25:
    """Chunks as documents, what was said as the query."""

    def scores(self, chunks: tuple[Chunk, ...], wish: Wish) -> tuple[float, ...]:
        texts = ("\n".join((c.name, *(line.text for line in c.lines))) for c in chunks)
        corpus = [list(sequence_of(text)) or ["-"] for text in texts]
        if not corpus:
            return ()
        return tuple(map(float, BM25Okapi(corpus).get_scores(list(sequence_of(wish.words)))))
