"""What decides which parts of a page are open."""

from dataclasses import dataclass

from errands.contracts.ids import ElementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`last` is what the person said last, of all the `words`.

    `opened` are chunks that the model asked for, the last one last; `at` is the control that was
    just acted on; `known` are the words that were there before more was asked for by scrolling.
    """

    words: str = ""
    last: str = ""
    opened: tuple[str, ...] = ()
    at: ElementId | None = None
    known: frozenset[str] = frozenset()

    @property
    def latest(self) -> str:
        return self.last or self.words
