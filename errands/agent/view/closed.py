"""What a prompt tells of closed chunks: enough to know which one to open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from errands.agent.view.chunks import MORE, Chunk, more_line
from errands.contracts.ports import Tokens

_LEAD = "... "
_APART = " | "


@dataclass(frozen=True, slots=True)
class Run:
    """Closed parts that follow each other, of one section: the first is told of."""

    parts: tuple[Chunk, ...]
    after: Chunk | None
    """The open part before them, below which they are told of."""
    place: int
    """In the order of the page."""

    @property
    def first(self) -> Chunk:
        return self.parts[0]

    @property
    def brief(self) -> str:
        return f"{self.first.name} {sum(part.controls for part in self.parts)}"

    @property
    def full(self) -> str:
        items = sum(part.items for part in self.parts)
        counted = f"{items} items: " if len(self.parts) > 1 and items else ""
        detail = self.first.detail
        return f'{self.brief}, "{counted}{detail}"' if detail else self.brief

    @property
    def tail(self) -> str:
        """The line below the open part."""
        items = sum(part.items for part in self.parts)
        entries = sum(part.entries for part in self.parts)
        return more_line(items or entries, self.first.name)


def runs_of(chunks: Iterable[Chunk], shown: frozenset[str]) -> Iterator[Run]:
    """Closed chunks in page order."""
    run: list[Chunk] = []
    after: Chunk | None = None
    last: Chunk | None = None
    place = 0
    for place, chunk in enumerate(chunks):
        if run and (chunk.part == 1 or chunk.name in shown):
            yield Run(tuple(run), after, place)
            run = []
        if chunk.name not in shown:
            if not run:
                after = last if chunk.part > 1 else None
            run.append(chunk)
        last = chunk
    if run:
        yield Run(tuple(run), after, place + 1)


@dataclass(frozen=True, slots=True)
class Listing:
    """The line of closed chunks, and how many it doesn't tell of."""

    line: str = ""
    left: int = 0


def listing(runs: Sequence[Run], room: int, tokens: Tokens, page: int = 0) -> Listing:
    """One line of at most `room` tokens; `runs` come most needed first.

    What doesn't fit is counted, and `open more` brings the next `page` of the listing.
    """
    told = _page_of(runs, room, tokens, page)
    if not told:
        return Listing(left=len(runs))
    left = len(runs) - len(told)
    texts = {run.first.name: run.brief for run in sorted(told, key=lambda run: run.place)}
    for run in told:
        longer = {**texts, run.first.name: run.full}
        if tokens.count(_line(longer.values(), left)) <= room:
            texts = longer
    return Listing(_line(texts.values(), left), left)


def _page_of(runs: Sequence[Run], room: int, tokens: Tokens, page: int) -> Sequence[Run]:
    """The page after the last one is the first again."""
    pages: list[Sequence[Run]] = []
    for told in _pages(runs, room, tokens):
        pages.append(told)
        if len(pages) > page:
            break
    return pages[page % len(pages)] if pages else ()


def _pages(runs: Sequence[Run], room: int, tokens: Tokens) -> Iterator[Sequence[Run]]:
    start = 0
    while start < len(runs):
        end = start
        while end < len(runs) and _fits(runs[start : end + 1], len(runs), room, tokens):
            end += 1
        if end == start:
            return
        yield runs[start:end]
        start = end


def _fits(told: Sequence[Run], of: int, room: int, tokens: Tokens) -> bool:
    return tokens.count(_line((run.brief for run in told), of - len(told))) <= room


def _line(texts: Iterable[str], left: int) -> str:
    told = [*texts, *([f"{MORE} {left}"] if left else [])]
    return f"{_LEAD}{_APART.join(told)}"
