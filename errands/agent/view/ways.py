"""Where a page goes on when it is scrolled: what `open next` and `open previous` mean on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from errands.agent.view.chunks import NEXT, PREVIOUS, Chunk
from errands.contracts.observation import Observation
from errands.contracts.ports import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`name` is what `open` calls it, `of` the section's first chunk."""

    name: str
    section: int
    of: str
    back: bool = False

    @property
    def full(self) -> str:
        return f"more of {self.of} {self._where}: open {self.name}"

    @property
    def brief(self) -> str:
        return f"more {self._where}: open {self.name}"

    @property
    def _where(self) -> str:
        return "above" if self.back else "below"


def ways_of(
    seen: Observation, chunks: Sequence[Chunk], opened: Sequence[str] = ()
) -> tuple[Way, ...]:
    """Sections that go on, the one last opened first, then the largest."""
    firsts = {chunk.section: chunk.name for chunk in reversed(chunks)}
    last = {chunk.section: opened.index(chunk.name) for chunk in chunks if chunk.name in opened}
    sizes = {place: len(section.elements) for place, section in enumerate(seen.sections)}
    order = sorted(firsts, key=lambda place: (-last.get(place, -1), -sizes[place]))
    below = [place for place in order if seen.sections[place].below]
    above = [place for place in order if seen.sections[place].above]
    on = (Way(name=n, section=p, of=firsts[p]) for n, p in zip(NEXT, below, strict=False))
    back = zip(PREVIOUS, above, strict=False)
    return (*on, *(Way(name=n, section=p, of=firsts[p], back=True) for n, p in back))


def ways_line(ways: Iterable[Way], tokens: Tokens, room: int) -> str:
    """One line of at most `room` tokens; nothing where there are no ways."""
    return next((line for line in _lines(tuple(ways)) if tokens.count(f"{line}\n") <= room), "")


def _lines(ways: tuple[Way, ...]) -> Iterator[str]:
    """The longest first."""
    if ways:
        yield f"... {' | '.join(way.full for way in ways)}"
        yield f"... {' | '.join(way.brief for way in ways)}"
        yield f"... {ways[0].brief}"
