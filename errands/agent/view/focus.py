"""Which chunks of a page are open within the budget, and what is told of the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from errands.agent.view.chunks import EDGES, MORE, Chunk
from errands.agent.view.closed import Run, listing, runs_of
from errands.agent.view.outline import Line
from errands.agent.view.picker import Picker
from errands.agent.view.wish import Wish
from errands.contracts.observation import SectionKind
from errands.contracts.ports import Tokens

_LISTING_SHARE = 10
"""One token in so many is kept for the line of closed chunks, where not all can be open."""
_BEHIND = 0.5
"""By so much an edge's score may be behind the best one for it to be open on a page that fits.

The shipped adapters were trained on such pages with closed edges: docs/adr/0015.
"""
_BREAK = 1
"""Tokens of a line's end."""
_MORE = Chunk(name=MORE, kind=SectionKind.REGION, lines=(), controls=0, needs_input=False)
"""What `open more` names, where the listing doesn't tell of every closed chunk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`closed` holds all that `open` may name; `summary` is their line, or nothing."""

    shown: tuple[Chunk, ...]
    closed: tuple[Chunk, ...]
    summary: str


def look(chunks: tuple[Chunk, ...], wish: Wish, picker: Picker, room: int, tokens: Tokens) -> View:
    """The view of at most `room` tokens, chunks in page order, the most needed open.

    Where the page fits, its edges (header, navigation, footer) stay closed unless one of them is
    needed about as much as anything between them. Where it doesn't, they compete like all others.
    """
    scores = dict(zip((chunk.name for chunk in chunks), picker.scores(chunks, wish), strict=True))
    order = sorted(chunks, key=lambda chunk: (_rank(chunk, wish), -scores[chunk.name]))
    page = _Page(chunks, order, tokens, wish.opened.count(MORE))
    whole = _without_edges(order, wish, scores)
    if page.cost(whole) <= room and (view := page.view(whole, room)) is not None:
        return view
    kept = _fitting(order, room - room // _LISTING_SHARE)
    while (view := page.view(kept, room)) is None:
        kept = kept[:-1]
    return view


def _without_edges(order: Sequence[Chunk], wish: Wish, scores: Mapping[str, float]) -> list[Chunk]:
    """All of them where there is nothing between the edges to act on."""
    inner = [scores[c.name] for c in order if c.controls and c.name not in EDGES]
    least = max(inner) - _BEHIND if inner else -inf
    return [
        c for c in order if c.name not in EDGES or c.name in wish.opened or scores[c.name] >= least
    ]


def _rank(chunk: Chunk, wish: Wish) -> tuple[int, int]:
    """The least is needed most: what the model opened, dialogs, where it is at work, the rest."""
    if wish.known and chunk.words - wish.known:
        return (0, 0)
    if chunk.name in wish.opened:
        return (0, wish.opened[::-1].index(chunk.name))
    if chunk.kind is SectionKind.DIALOG:
        return (1, 0)
    at_work = wish.at is not None and wish.at in chunk.ids
    return (2, 0) if at_work else (3, 0)


def _fitting(order: Sequence[Chunk], room: int) -> list[Chunk]:
    kept = []
    for chunk in order:
        if chunk.cost <= room:
            kept.append(chunk)
            room -= chunk.cost
    return kept


@dataclass(frozen=True, slots=True)
class _Page:
    chunks: tuple[Chunk, ...]
    order: Sequence[Chunk]
    tokens: Tokens
    listed: int
    """Which page of the closed chunks' listing."""

    def cost(self, kept: Sequence[Chunk]) -> int:
        return sum(chunk.cost for chunk in kept)

    def view(self, kept: Sequence[Chunk], room: int) -> View | None:
        """The view with these chunks open; `None` where it would cost more."""
        names = frozenset(chunk.name for chunk in kept)
        runs = list(runs_of(self.chunks, names))
        tails = {run.after.name: run.tail for run in runs if run.after is not None}
        shown = tuple(_with(chunk, tails) for chunk in self.chunks if chunk.name in names)
        left = room - sum(map(self._counted, shown))
        if left < 0:
            return None if kept else View(shown=(), closed=self.chunks, summary="")
        told = self._told(runs)
        told_of = listing(told, left - _BREAK, self.tokens, self.listed)
        if told and not told_of.line and kept:
            return None
        closed = tuple(chunk for chunk in self.chunks if chunk.name not in names)
        more = (_MORE,) if told_of.left else ()
        return View(shown=shown, closed=(*closed, *more), summary=told_of.line)

    def _told(self, runs: Sequence[Run]) -> list[Run]:
        """What the listing tells of, the most needed first."""
        ranks = {chunk.name: rank for rank, chunk in enumerate(self.order)}
        told = [run for run in runs if run.after is None]
        return sorted(told, key=lambda run: min(ranks[part.name] for part in run.parts))

    def _counted(self, chunk: Chunk) -> int:
        lines = (f"# {chunk.name}", *(line.text for line in chunk.lines))
        return sum(self.tokens.count(f"{line}\n") for line in lines)


def _with(chunk: Chunk, tails: dict[str, str]) -> Chunk:
    if chunk.name not in tails:
        return chunk
    return replace(chunk, lines=(*chunk.lines, Line(text=tails[chunk.name])))
