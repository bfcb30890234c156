"""Which chunks of a page are open within the budget."""

import re
from dataclasses import replace

from errands.agent.outline import Chunk, Line
from errands.contracts.observation import SectionKind

_EDGES = frozenset({"header", "navigation", "footer"})
_HEAD = 6
"""Tokens of a chunk's own line."""
_MORE = 8
"""Tokens of the line that counts what was cut."""
_WORTH_CUTTING = 8
"""Lines below which a cut chunk is closed instead."""


def estimate_tokens(text: str) -> int:
    """An upper estimate: an English word costs about 1.3 tokens, a mark or digit 1.

    Letters of other scripts cost up to one a byte: the vocabulary is an English one.
    """
    words = re.findall(r"[^\W\d_]+", text)
    marks = re.findall(r"[\d]|[^\w\s]", text)
    plain = sum(1 + len(word) // 7 for word in words if word.isascii())
    other = sum(len(word.encode()) for word in words if not word.isascii())
    return plain + other + len(marks) + text.count("\n")


def open_chunks(
    chunks: tuple[Chunk, ...], wanted: frozenset[str], words: str, budget: int
) -> tuple[Chunk, ...]:
    """Chunks in page order, the most needed first to be kept.

    Kept in this order: what the model opened, dialogs, what needs input, what shares words
    with the chat, the rest of the page. The page's edges (header, navigation, footer) stay closed
    where the page itself has controls.
    """
    said = frozenset(re.findall(r"\w{4,}", words.lower()))

    inner = any(chunk.controls for chunk in chunks if chunk.name not in _EDGES)

    def rank(chunk: Chunk) -> tuple[int, int]:
        shared = sum(
            1 for line in chunk.lines if said & set(re.findall(r"\w{4,}", line.text.lower()))
        )
        if chunk.name in wanted:
            return (0, 0)
        if chunk.kind is SectionKind.DIALOG:
            return (1, 0)
        if chunk.needs_input:
            return (2, 0)
        return (4, 0) if chunk.name in _EDGES else (3, -shared)

    kept: dict[str, Chunk] = {}
    left = budget
    for chunk in sorted(chunks, key=rank):
        if inner and chunk.name in _EDGES and chunk.name not in wanted:
            continue
        fitting = _fitting(chunk, left)
        if fitting is not None:
            kept[chunk.name] = fitting
            left -= _cost(fitting)
    return tuple(kept[chunk.name] for chunk in chunks if chunk.name in kept)


def _cost(chunk: Chunk) -> int:
    return _HEAD + sum(estimate_tokens(line.text) for line in chunk.lines)


def _fitting(chunk: Chunk, left: int) -> Chunk | None:
    """The chunk, or its first lines where it is larger than a whole page may be."""
    if _cost(chunk) <= left:
        return chunk
    lines: list[Line] = []
    spent = _HEAD + _MORE
    for line in chunk.lines:
        spent += estimate_tokens(line.text)
        if spent > left:
            break
        lines.append(line)
    if len(lines) < _WORTH_CUTTING:
        return None
    more = Line(text=f"... {len(chunk.lines) - len(lines)} more lines")
    return replace(chunk, lines=(*lines, more))
