"""What is told of each chunk of a page to a learned picker: figures by name, all of them cheap."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, log1p

from errands.agent.view.chunks import EDGES, Chunk
from errands.agent.view.line_terms import LineTerms, read_line
from errands.agent.view.terms import meanings_of, terms_of
from errands.agent.view.value_kinds import kinds_of, takes
from errands.agent.view.wish import Wish
from errands.agent.view.wording import said_words
from errands.contracts.observation import SectionKind

Features = dict[str, float]
_ALL = 0.99


def features_of(chunks: Sequence[Chunk], wish: Wish) -> list[Features]:
    """In the order of the chunks; a figure that is nought may be left out."""
    page = _Page(tuple(map(_Part, chunks)), wish)
    return [dict(page.of(place)) for place in range(len(chunks))]


class _Part:
    """A chunk with its lines read."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self.lines = [each for line in chunk.lines for each in read_line(line.text)]
        self.controls = [line for line in self.lines if line.role]
        self.title = terms_of(f"{chunk.name} {chunk.title}")
        self.words = self.title.union(*(line.words for line in self.lines))
        self.meant = meanings_of(self.title).union(*(line.meant for line in self.lines))
        self.fields = [line for line in self.lines if line.field]
        self.filled = sum(line.filled for line in self.fields)
        self.owed = any(line.owed for line in self.fields)
        self.wrong = any(line.wrong for line in self.lines)
        self.goes_on = any(line.goes_on for line in self.controls)
        self.edge = chunk.name in EDGES


@dataclass(frozen=True, slots=True)
class _Query:
    """Terms that the page knows, by how much each of them tells its chunks apart."""

    weights: dict[str, float]
    total: float

    @staticmethod
    def of(terms: frozenset[str], parts: Sequence[frozenset[str]]) -> "_Query":
        found = Counter(term for part in parts for term in terms & part)
        weights = {term: log(1 + (len(parts) + 0.5) / count) for term, count in found.items()}
        return _Query(weights, sum(weights.values()) or 1.0)

    def share(self, words: Iterable[str]) -> float:
        """How much of what was said these words hold."""
        weights = self.weights
        return sum(weights.get(word, 0.0) for word in words) / self.total

    def best(self, lines: Iterable[frozenset[str]]) -> float:
        known = self.weights.keys()
        return max((self.share(hit) for words in lines if (hit := known & words)), default=0.0)

    def named(self, lines: Iterable[frozenset[str]]) -> float:
        """The best name: how much of it was said, times how much of what was said it holds."""
        known = self.weights.keys()
        return max(
            (
                self.share(hit) ** 0.5 * len(hit) / len(words)
                for words in lines
                if (hit := known & words)
            ),
            default=0.0,
        )


class _Page:
    def __init__(self, parts: Sequence[_Part], wish: Wish) -> None:
        self.parts = parts
        last = frozenset[str]().union(*map(terms_of, (wish.latest, *said_words(wish.latest))))
        whole = terms_of(wish.words) | last
        self.last = _Query.of(last, [part.words for part in parts])
        self.whole = _Query.of(whole, [part.words for part in parts])
        self.meant = _Query.of(meanings_of(last), [part.meant for part in parts])
        self.kinds = kinds_of(wish.latest)
        self.goes_on = "~go-on" in meanings_of(last)
        self.owes = any(part.owed for part in parts if not part.edge)
        self.inner = [n for n, part in enumerate(parts) if not part.edge and part.controls]

    @cached_property
    def lines(self) -> list[float]:
        return [self.last.best(line.words for line in part.controls) for part in self.parts]

    @cached_property
    def means(self) -> list[float]:
        return [self.meant.best(line.meant for line in part.controls) for part in self.parts]

    @cached_property
    def taking(self) -> list[float]:
        return [_taking(self.kinds, part.fields) for part in self.parts]

    def of(self, place: int) -> Iterator[tuple[str, float]]:
        yield from self._said(place)
        yield from self._form(place)
        yield from self._place(place)

    def _said(self, place: int) -> Iterator[tuple[str, float]]:
        part, line, means = self.parts[place], self.lines[place], self.means[place]
        yield "said", self.last.share(part.words)
        yield "line", line
        yield "name", self.last.named(line.name for line in part.controls)
        yield "title", self.last.share(part.title)
        yield "whole", self.whole.share(part.words)
        yield "whole line", self.whole.best(line.words for line in part.controls)
        yield "means", means
        yield "means name", self.meant.named(line.meant for line in part.controls)
        yield "means title", self.meant.share(meanings_of(part.title))
        yield "best line", float(line > 0 and line >= max(self.lines))
        yield "alone", float(line > 0 and self.last.share(part.words) > _ALL)
        yield "edge, alone", float(part.edge and line > 0 and self.last.share(part.words) > _ALL)
        yield "best means", float(means > 0 and means >= max(self.means))

    def _form(self, place: int) -> Iterator[tuple[str, float]]:
        part = self.parts[place]
        taking = self.taking[place]
        yield "takes", taking
        yield "takes first", float(taking > 0 and taking > max(self.taking[:place], default=0))
        yield "owed", float(part.owed)
        yield "owed first", float(part.owed and not any(p.owed for p in self.parts[:place]))
        yield "wrong", float(part.wrong)
        yield "fields", log1p(len(part.fields) - part.filled)
        yield "begun", float(0 < part.filled < len(part.fields))
        yield "after filled", self._filled_before(place)
        yield "goes on", float(part.goes_on)
        yield "goes on, ready", float(part.goes_on and not self.owes)
        yield "goes on, said", float(part.goes_on and self.goes_on)

    def _filled_before(self, place: int) -> float:
        before = [part for part in self.parts[:place] if part.fields]
        return before[-1].filled / len(before[-1].fields) if before else 0.0

    def _place(self, place: int) -> Iterator[tuple[str, float]]:
        part = self.parts[place]
        first = bool(self.inner) and place == self.inner[0]
        yield "no controls", float(not part.controls)
        yield "controls", log1p(len(part.controls))
        yield "dialog", float(part.chunk.kind is SectionKind.DIALOG)
        yield from ((edge, float(part.chunk.name == edge)) for edge in sorted(EDGES))
        yield "first", float(first)
        yield "place", place / len(self.parts)
        yield "part", float(part.chunk.part > 1)
        yield "items", log1p(part.chunk.items)
        yield "cost", log1p(part.chunk.cost)
        unheard = max(self.lines) == 0 and max(self.means) == 0
        yield "unheard, first", float(unheard and first)
        yield "unheard, owed", float(unheard and part.owed)
        yield "edge, controls", float(part.edge) * log1p(len(part.controls))
        yield "edge, line", float(part.edge) * self.lines[place]
        yield (
            "edge, unheard",
            float(part.edge and self.lines[place] == 0 and self.means[place] == 0),
        )
        yield "edge, means", float(part.edge) * self.means[place]


def _taking(kinds: frozenset[str], fields: Sequence[LineTerms]) -> float:
    if not kinds:
        return 0.0
    found = {kind for field in fields if not field.filled for kind in kinds if takes(field, kind)}
    return len(found) / len(kinds)
