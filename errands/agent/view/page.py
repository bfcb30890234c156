"""A page as the prompt shows it: the outline as it was met, and the lines done on it since."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from errands.agent.view.chunks import Chunk, chunks_of
from errands.agent.view.focus import look
from errands.agent.view.lens import Lens
from errands.agent.view.outline import MAX_TEXT, line_of, plain
from errands.agent.view.tokens import cost_of
from errands.agent.view.ways import Way, ways_line, ways_of
from errands.agent.view.wish import Wish
from errands.agent.view.wording import said_words
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from errands.contracts.ports import Tokens

END = "</page>"
MAX_DONE = 30
"""More lines below a page, and it is met anew: prompts stay bounded."""
MAX_CHANGES = 6
"""More changed lines than this are a new page."""
_HEAD_SHARE = 6
"""A page's own line costs at most one token in so many."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """`met` is what the outline shows; `now` is the latest revision, with the same controls."""

    number: int
    met: Observation
    now: Observation
    lens: Lens
    head: str
    """The page's first line."""
    shown: tuple[Chunk, ...]
    closed: tuple[Chunk, ...]
    summary: str
    """The line that tells of closed chunks, or nothing."""
    ways: tuple[Way, ...] = ()
    further: str = ""
    """The line that tells of `ways`, or nothing."""
    history: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    """Chunks that the model asked for, the last one last."""
    done: tuple[str, ...] = ()
    closed_off: frozenset[str] = frozenset()
    """Actions that are not to be offered again here: done already, refused, or without effect."""
    barred: frozenset[str] = frozenset()
    """Actions that are not offered as the page looks now: done there before, or not agreed to."""

    @cached_property
    def visible(self) -> frozenset[ElementId]:
        """Ids the prompt shows."""
        return frozenset(number for chunk in self.shown for number in chunk.ids)

    @property
    def words(self) -> frozenset[str]:
        """What the page said when it was met, shown or not."""
        return frozenset[str]().union(*(chunk.words for chunk in (*self.shown, *self.closed)))

    @property
    def spent(self) -> frozenset[str]:
        """Lines that are not offered."""
        return self.closed_off | self.barred

    def way(self, name: str) -> Way | None:
        return next((way for way in self.ways if way.name == name), None)

    def first_control(self, chunk: str) -> ElementId | None:
        """Where a closed chunk begins."""
        return next((number for c in self.closed if c.name == chunk for number in c.ids), None)

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
        changes = _changes(self.now, now, self.lens.tokens)
        if changes is None:
            return None
        added = (line, *(f"+ {text}" for text in changes))
        done = (*self.done, *added)
        if len(done) > MAX_DONE or cost_of(done, self.lens.tokens) > self.lens.budget.done:
            return None
        off = self.closed_off | ({closed_off} if closed_off else set())
        known = frozenset() if changes else self.filled | ({filled} if filled else set())
        return replace(self, now=now, done=done, closed_off=off, filled=known)


def meet(
    number: int,
    seen: Observation,
    wish: Wish,
    lens: Lens,
    *,
    known: str = "",
    history: tuple[str, ...] = (),
) -> Page:
    """The page at first sight.

    `known` are a person's own values: they count among the words that options are listed by.
    """
    tokens = lens.tokens
    head = _head(seen, lens)
    said = said_words(f"{wish.words}\n{known}")
    chunks = chunks_of(seen, tokens, said, lens.chunk_tokens)
    ways = ways_of(seen, chunks, wish.opened)
    further = ways_line(ways, tokens, lens.budget.page // _HEAD_SHARE)
    told = (head, END, *([further] if further else []))
    room = lens.budget.page - cost_of(told, tokens)
    view = look(chunks, wish, lens.picker, room, tokens)
    return Page(
        number=number,
        met=seen,
        now=seen,
        lens=lens,
        head=head,
        shown=view.shown,
        closed=view.closed,
        summary=view.summary,
        ways=ways,
        further=further,
        history=history,
        opened=wish.opened,
    )


def _head(seen: Observation, lens: Lens) -> str:
    """The page's own line; a title is shortened where it would take the page's place."""
    tabs = f" tab={seen.tab}/{seen.tabs}" if seen.tabs > 1 else ""
    start = f"<page host={plain(seen.host)}{tabs}"
    heads = [f'{start} title="{plain(seen.title, most)}">' for most in (MAX_TEXT, 80, 40, 15)]
    room = lens.budget.page // _HEAD_SHARE
    fitting = (head for head in heads if lens.tokens.count(head) <= room)
    return next(fitting, f"{start}>")


def _changes(before: Observation, after: Observation, tokens: Tokens) -> tuple[str, ...] | None:
    """New text on the page; `None` where controls differ, it is elsewhere, or much is new."""
    if before.url.split("#")[0] != after.url.split("#")[0] or _controls(before) != _controls(after):
        return None
    old = set(_texts(before, tokens))
    new = [text for text in _texts(after, tokens) if text not in old]
    return tuple(new) if len(new) <= MAX_CHANGES else None


def _texts(seen: Observation, tokens: Tokens) -> Iterator[str]:
    """The lines between the controls."""
    for section in seen.sections:
        for element in section.elements:
            line = None if element.id else line_of(element, section.name, frozenset(), tokens)
            if line is not None:
                yield line.text


def _controls(seen: Observation) -> list[tuple[int, str, str, bool]]:
    return [(e.id, e.role, e.name, e.disabled) for e in seen.elements if e.id]
