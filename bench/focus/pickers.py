"""Which controls of a page are shown within a budget, by each way of choosing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rank_bm25 import BM25Okapi

from errands.agent.chunks import Chunk, chunks_of
from errands.agent.focus import Wish, look
from errands.agent.picker import Picker, Rules
from errands.agent.tokens import within
from errands.agent.wording import said_words, sequence_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Tokens

Way = Callable[[Observation, str, int, Tokens], frozenset[ElementId]]


def first(seen: Observation, say: str, budget: int, tokens: Tokens) -> frozenset[ElementId]:
    """The page's beginning, as others cut it."""
    chunks = chunks_of(seen, tokens, said_words(say))
    texts = [text for chunk in chunks for text in _texts(chunk)]
    kept = len(within(texts, budget, tokens))
    ids = [of for chunk in chunks for of in ((), *(line.ids for line in chunk.lines))]
    return frozenset(number for of in ids[:kept] for number in of)


def _texts(chunk: Chunk) -> Iterator[str]:
    yield f"# {chunk.name}"
    yield from (line.text for line in chunk.lines)


@dataclass(frozen=True, slots=True)
class Bm25:
    """Chunks as documents, what was said as the query."""

    def scores(self, chunks: tuple[Chunk, ...], words: str) -> tuple[float, ...]:
        corpus = [list(sequence_of("\n".join(_texts(chunk)))) or ["-"] for chunk in chunks]
        if not corpus:
            return ()
        return tuple(map(float, BM25Okapi(corpus).get_scores(list(sequence_of(words)))))


def bm25(seen: Observation, say: str, budget: int, tokens: Tokens) -> frozenset[ElementId]:
    """The chunks that score best, until the budget is full; nothing else is known of them."""
    chunks = chunks_of(seen, tokens, said_words(say))
    scores = Bm25().scores(chunks, say)
    shown: set[ElementId] = set()
    for place in sorted(range(len(chunks)), key=lambda place: -scores[place]):
        if chunks[place].cost <= budget:
            budget -= chunks[place].cost
            shown |= set(chunks[place].ids)
    return frozenset(shown)


def _looking(picker: Picker) -> Way:
    def way(seen: Observation, say: str, budget: int, tokens: Tokens) -> frozenset[ElementId]:
        chunks = chunks_of(seen, tokens, said_words(say))
        view = look(chunks, Wish(words=say), picker, budget, tokens)
        return frozenset(number for chunk in view.shown for number in chunk.ids)

    return way


WAYS: dict[str, Way] = {
    "the first tokens": first,
    "BM25 over chunks": bm25,
    "rules, as served": _looking(Rules()),
    "rules' pins, then BM25": _looking(Bm25()),
}
