"""A page as the prompt shows it: the outline as it was met, and the lines done on it since."""

from dataclasses import dataclass, replace

from errands.agent.focus import open_chunks
from errands.agent.outline import Chunk, chunks_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation

PAGE_TOKENS = 700
MAX_DONE = 30
"""More lines below a page, and it is met anew: prompts stay bounded."""
MAX_CHANGES = 6
"""More changed lines than this are a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`met` is what the outline shows; `now` is the latest revision, with the same controls."""

    number: int
    met: Observation
    now: Observation
    shown: tuple[Chunk, ...]
    closed: tuple[Chunk, ...]
    history: tuple[str, ...] = ()
    opened: frozenset[str] = frozenset()
    done: tuple[str, ...] = ()
    closed_off: frozenset[str] = frozenset()
    """Actions that are not to be offered again here: done already, refused, or without effect."""

    @property
    def visible(self) -> frozenset[ElementId]:
        """Ids the prompt shows."""
        return frozenset(line.element for c in self.shown for line in c.lines if line.element)

    filled: frozenset[ElementId] = frozenset()
    """Fields with a value of this visit: another one is offered only after a complaint."""

    def after(
        self,
        line: str,
        now: Observation,
        closed_off: str | None = None,
        filled: ElementId | None = None,
    ) -> "Page | None":
        """The page with one more line; `None` where it has become another page."""
        changes = _changes(self.now, now)
        if changes is None:
            return None
        added = (line, *(f"+ {text}" for text in changes))
        if len(self.done) + len(added) > MAX_DONE:
            return None
        off = self.closed_off | ({closed_off} if closed_off else set())
        known = frozenset() if changes else self.filled | ({filled} if filled else set())
        return replace(self, now=now, done=(*self.done, *added), closed_off=off, filled=known)


def meet(
    number: int,
    seen: Observation,
    *,
    words: str,
    history: tuple[str, ...],
    opened: frozenset[str] = frozenset(),
    closed_off: frozenset[str] = frozenset(),
) -> Page:
    """The page at first sight; `words` of the chat and `opened` chunks decide what is shown."""
    chunks = chunks_of(seen)
    shown = open_chunks(chunks, opened, words, PAGE_TOKENS)
    names = {chunk.name for chunk in shown}
    closed = tuple(chunk for chunk in chunks if chunk.name not in names)
    return Page(
        number=number,
        met=seen,
        now=seen,
        shown=shown,
        closed=closed,
        history=history,
        opened=opened,
        closed_off=closed_off,
    )


def _changes(before: Observation, after: Observation) -> tuple[str, ...] | None:
    """New text on the page; `None` where controls differ, it is elsewhere, or much is new."""
    if before.url.split("#")[0] != after.url.split("#")[0] or _controls(before) != _controls(after):
        return None
    old = {line.text for chunk in chunks_of(before) for line in chunk.lines}
    new = [
        line.text
        for chunk in chunks_of(after)
        for line in chunk.lines
        if line.text not in old and not line.element
    ]
    return tuple(new) if len(new) <= MAX_CHANGES else None


def _controls(seen: Observation) -> list[tuple[int, str, str, bool]]:
    return [(e.id, e.role, e.name, e.disabled) for e in seen.elements if e.id]
