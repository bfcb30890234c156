"""Which controls of a page are shown within a budget, by each way of choosing."""

from collections.abc import Callable, Iterator

from errands.agent.view.chunks import Chunk, chunks_of
from errands.agent.view.focus import look
from errands.agent.view.lens import Budget, Lens
from errands.agent.view.picker import Picker, Rules
from errands.agent.view.tokens import within
from errands.agent.view.wish import Wish
from errands.agent.view.wording import said_words
from errands.backends.picker_file import PickerFile
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Tokens
from learning.focus.bm25 import Bm25

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


def bm25(seen: Observation, say: str, budget: int, tokens: Tokens) -> frozenset[ElementId]:
    """The chunks that score best, until the budget is full; nothing else is known of them."""
    chunks = chunks_of(seen, tokens, said_words(say))
    scores = Bm25().scores(chunks, Wish(words=say))
    shown: set[ElementId] = set()
    for place in sorted(range(len(chunks)), key=lambda place: -scores[place]):
        if chunks[place].cost <= budget:
            budget -= chunks[place].cost
            shown |= set(chunks[place].ids)
    return frozenset(shown)


def _looking(picker: Picker) -> Way:
    def way(seen: Observation, say: str, budget: int, tokens: Tokens) -> frozenset[ElementId]:
        lens = Lens(budget=Budget(page=budget), picker=picker)
        chunks = chunks_of(seen, tokens, said_words(say), lens.chunk_tokens)
        view = look(chunks, Wish(words=say, last=say), picker, budget, tokens)
        return frozenset(number for chunk in view.shown for number in chunk.ids)

    return way


SERVED = PickerFile.read().picker
WAYS: dict[str, Way] = {
    "the first tokens": first,
    "BM25 over chunks": bm25,
    "our view, rules": _looking(Rules()),
    "our view, BM25": _looking(Bm25()),
    "our view, learned, as served": _looking(SERVED),
}
