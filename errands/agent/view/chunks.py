"""Sections → chunks: the parts of a page that are opened and closed as a whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from errands.agent.view.echo import without_echoes
from errands.agent.view.outline import Line, line_of, slug
from errands.agent.view.series import Piece, lines_of
from errands.agent.view.tokens import ESTIMATE, cost_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation, Role, Section, SectionKind
from errands.contracts.ports import Tokens

CHUNK_TOKENS = 350
"""A section that costs more is split between its items or headings."""
FOLD_ITEMS = 8
"""Items of a long list that its first part holds."""
MORE = "more"
"""What `open` brings further closed chunks by; no chunk is called so."""
NEXT = ("next", "next-2", "next-3")
PREVIOUS = ("previous", "previous-2", "previous-3")
"""What `open` scrolls sections by; no chunk is called so either."""
EDGES = frozenset({"header", "navigation", "footer"})

_MONEY = re.compile(r"(?:[$€£¥]|\b[A-Z]{3}\b)\s?\d|\d\s?(?:[$€£¥]|kr\b|[A-Z]{3}\b)")
_DETAIL = 40
"""Characters of what a closed chunk tells of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """`part` of `parts` counts from 1; `items` are rows of a table or entries of a list."""

    name: str
    kind: SectionKind
    lines: tuple[Line, ...]
    controls: int
    needs_input: bool
    """A required field is empty, or a message complains."""
    complains: bool = False
    title: str = ""
    entries: int = 0
    """Controls and texts."""
    items: int = 0
    cost: int = 0
    """Tokens, with its own line and the one that tells of more."""
    part: int = 1
    parts: int = 1
    section: int = 0
    """Its place on the page."""

    @property
    def ids(self) -> tuple[ElementId, ...]:
        return tuple(number for line in self.lines for number in line.ids)

    @property
    def words(self) -> frozenset[str]:
        """What its lines say, whatever their controls are numbered."""
        return frozenset(text for line in self.lines for text in _words_of(line))

    @property
    def detail(self) -> str:
        """A total where there is one, else the first words."""
        texts = [text for line in self.lines for text in _words_of(line)]
        money = [text for text in texts if _MONEY.search(text)]
        totals = [text for text in money if "total" in text.lower()]
        chosen = (*totals[-1:], *money[:1], *(text for text in texts if text), "")[0]
        cut = chosen if len(chosen) <= _DETAIL else chosen[:_DETAIL].rsplit(" ", 1)[0] + "..."
        return "" if self.name in EDGES else cut


def written(chunks: Iterable[Chunk]) -> Iterator[str]:
    """Open chunks as lines. A part right below the one before it goes on without its name."""
    last: Chunk | None = None
    for chunk in chunks:
        if last is None or (chunk.section, chunk.part) != (last.section, last.part + 1):
            yield f"# {chunk.name}"
        yield from (line.text for line in chunk.lines)
        last = chunk


def _words_of(line: Line) -> list[str]:
    """A line's words without its marks."""
    if line.ids:
        return re.findall(r'"([^"]*)" \[\d+\]', line.text)
    quoted = re.match(r'! "([^"]*)"|= (.*)', line.text)
    return [quoted[1] or quoted[2] or ""] if quoted else [line.text]


def chunks_of(
    page: Observation,
    tokens: Tokens = ESTIMATE,
    said: frozenset[str] = frozenset(),
    most: int = CHUNK_TOKENS,
) -> tuple[Chunk, ...]:
    """The page's sections in order, long ones in parts, with names that are unique words.

    A section that costs more than `most` is split.
    """
    taken = {MORE, *NEXT, *PREVIOUS}
    chunks: list[Chunk] = []
    for place, section in enumerate(without_echoes(page.sections)):
        if section.elements:
            runs = _runs(section, _pieces(section, tokens, said), most)
            parts = _parts_of(section, runs, tokens, taken)
            chunks += (replace(part, section=place) for part in parts)
    return tuple(chunks)


def _pieces(section: Section, tokens: Tokens, said: frozenset[str]) -> list[Piece]:
    pairs = ((e, line_of(e, section.name, said, tokens)) for e in section.elements)
    return [Piece(e, line, tokens.count(f"{line.text}\n")) for e, line in pairs if line]


def _runs(section: Section, pieces: list[Piece], most: int) -> list[list[Piece]]:
    if _cost(pieces) <= most:
        return [pieces]
    return list(_packed(_blocks(pieces, most), section.kind, most))


def _parts_of(
    section: Section, runs: list[list[Piece]], tokens: Tokens, taken: set[str]
) -> Iterator[Chunk]:
    first = ""
    lines = sum(map(len, runs))
    items = len({piece.element.item for run in runs for piece in run} - {0})
    for number, run in enumerate(runs, 1):
        name = _part_name(first, run, taken) if first else _section_name(section, taken)
        taken.add(name)
        first = first or name
        chunk = _chunk(section, run, name, tokens)
        if len(runs) > 1:
            tail = tokens.count(f"{more_line(max(items, lines), name, '-99')}\n")
            chunk = replace(chunk, part=number, parts=len(runs), cost=chunk.cost + tail)
        yield chunk


def more_line(count: int, name: str, suffix: str = "") -> str:
    """Tells of closed parts below an open one."""
    return f"... {count} more: open {name}{suffix}"


def _section_name(section: Section, taken: set[str]) -> str:
    """A second section under one heading is called what it is."""
    kind = section.kind.value
    named = (slug(section.name) or kind, kind, *_numbered(kind, taken))
    return next(candidate for candidate in named if candidate not in taken)


def _part_name(first: str, run: list[Piece], taken: set[str]) -> str:
    """A part that begins with a heading is called so, others after the first part."""
    heading = run[0].element if run[0].element.role is Role.HEADING else None
    own = slug(heading.name) if heading else ""
    named = (*([own] if own else []), *_numbered(first, taken))
    return next(candidate for candidate in named if candidate not in taken)


def _numbered(name: str, taken: set[str]) -> Iterator[str]:
    return (f"{name}-{number}" for number in range(2, len(taken) + 3))


def _chunk(section: Section, run: list[Piece], name: str, tokens: Tokens) -> Chunk:
    elements = [piece.element for piece in run] if run else list(section.elements)
    lines = lines_of(run, tokens)
    return Chunk(
        name=name,
        kind=section.kind,
        title=section.name,
        lines=lines,
        controls=sum(1 for e in elements if e.id),
        needs_input=any(_needs(e) for e in elements),
        complains=any(e.role is Role.ALERT or e.invalid for e in elements),
        items=len({e.item for e in elements} - {0}),
        entries=len(run),
        cost=tokens.count(f"# {name}\n") + cost_of((line.text for line in lines), tokens),
    )


def _needs(e: Element) -> bool:
    return (e.required and not e.value) or e.invalid or e.role is Role.ALERT


def _blocks(pieces: list[Piece], most: int) -> Iterator[list[Piece]]:
    """What stands together: the lines of an item, where those aren't a chunk of their own."""
    block: list[Piece] = []
    for piece in pieces:
        together = block and piece.element.item and piece.element.item == block[-1].element.item
        if block and not (together and _cost(block) + piece.cost <= most):
            yield block
            block = []
        block.append(piece)
    if block:
        yield block


def _packed(blocks: Iterable[list[Piece]], kind: SectionKind, most: int) -> Iterator[list[Piece]]:
    """Runs of blocks within the most a chunk may cost; a heading rather begins one."""
    folds = kind in {SectionKind.LIST, SectionKind.TABLE}
    run: list[Piece] = []
    spent = 0
    for block in blocks:
        cost = _cost(block)
        heads = block[0].element.role is Role.HEADING and spent > most // 2
        item = block[0].element.item
        full = (
            folds
            and item not in {0, run[-1].element.item if run else 0}
            and (len({piece.element.item for piece in run} - {0}) >= FOLD_ITEMS)
        )
        if run and (spent + cost > most or heads or full):
            yield run
            run, spent, folds = [], 0, False
        run += block
        spent += cost
    if run:
        yield run


def _cost(block: list[Piece]) -> int:
    return sum(piece.cost for piece in block)
