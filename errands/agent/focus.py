"""Which chunks of a page are open within the budget, and what is told of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from errands.agent.chunks import EDGES, MORE, Chunk
from errands.agent.closed import Run, listing, runs_of
from errands.agent.outline import Line
from errands.agent.picker import Picker
from errands.contracts.ids import ElementId
from errands.contracts.observation import SectionKind
from errands.contracts.ports import Tokens

_LISTING_SHARE = 6
"""One token in so many is kept for the line of closed chunks, where not all can be open."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What decides which chunks are open.

    `opened` are chunks that the model asked for, the last one last; `at` is the control that was
    just acted on; `known` are the words that were there before more was asked for by scrolling.
    """

    words: str = ""
    opened: tuple[str, ...] = ()
    at: ElementId | None = None
    known: frozenset[str] = frozenset()


def look(chunks: tuple[Chunk, ...], wish: Wish, picker: Picker, room: int, tokens: Tokens) -> View:
    """The view of at most `room` tokens, chunks in page order, the most needed open.

    The page's edges (header, navigation, footer) stay closed where the page itself has controls.
    """
    order = _ranked(chunks, wish, picker)
    inner = any(chunk.controls for chunk in chunks if chunk.name not in EDGES)
    open_to = [c for c in order if not inner or c.name not in EDGES or c.name in wish.opened]
    page = _Page(chunks, order, tokens, wish.opened.count(MORE))
    if page.cost(open_to) <= room and (whole := page.view(open_to, room)) is not None:
        return whole
    kept = _fitting(open_to, room - room // _LISTING_SHARE)
    while (view := page.view(kept, room)) is None:
        kept = kept[:-1]
    return view


def _ranked(chunks: tuple[Chunk, ...], wish: Wish, picker: Picker) -> list[Chunk]:
    """The most needed first: what the model opened, dialogs, where it is at work, the rest."""
    scores = picker.scores(chunks, wish.words)
    places = sorted(
        range(len(chunks)), key=lambda place: (_rank(chunks[place], wish), -scores[place])
    )
    return [chunks[place] for place in places]


def _rank(chunk: Chunk, wish: Wish) -> tuple[int, int]:
    if wish.known and chunk.words - wish.known:
        return (0, 0)
    if chunk.name in wish.opened:
        return (0, wish.opened[::-1].index(chunk.name))
    if chunk.kind is SectionKind.DIALOG:
        return (1, 0)
    at_work = wish.at is not None and wish.at in chunk.ids
    return (2, 0) if at_work or chunk.complains else (3, 0)


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
