"""Like controls that follow each other share a line: `link "News" [5] "World" [6] "Sport" [7]`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from errands.agent.view.outline import Line, fits
from errands.contracts.observation import Element
from errands.contracts.ports import Tokens

FEWEST = 3
"""Controls that share a line; fewer keep lines of their own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One element as a line of its own."""

    element: Element
    line: Line
    cost: int


def lines_of(pieces: Sequence[Piece], tokens: Tokens) -> tuple[Line, ...]:
    """The pieces' lines in order, series joined within what a line may cost."""
    return tuple(line for series in _series(pieces, tokens) for line in _written(series))


def _series(pieces: Sequence[Piece], tokens: Tokens) -> Iterator[list[Piece]]:
    each = Counter(piece.element.item for piece in pieces)
    series: list[Piece] = []
    for piece in pieces:
        longer = [*series, piece]
        goes_on = series and _alike(series[-1].element, piece.element, each)
        if series and not (goes_on and fits(_joined(longer).text, tokens)):
            yield series
            longer = [piece]
        series = longer
    if series:
        yield series


def _alike(one: Element, other: Element, each: Counter[int]) -> bool:
    """Of one item of a list, or each all that its item holds."""
    if not one.id or not other.id or one.role is not other.role:
        return False
    if one.item != other.item and not (each[one.item] == each[other.item] == 1):
        return False
    return not any(e.value or e.options for e in (one, other))


def _written(series: Sequence[Piece]) -> list[Line]:
    if len(series) < FEWEST:
        return [piece.line for piece in series]
    return [_joined(series)]


def _joined(series: Sequence[Piece]) -> Line:
    role = f"{series[0].element.role} "
    parts = [piece.line.text.removeprefix(role) for piece in series]
    ids = tuple(piece.element.id for piece in series if piece.element.id)
    return Line(text=role + " ".join(parts), ids=ids)
