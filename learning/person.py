"""The simulated user, who plays a script part by part."""

from dataclasses import dataclass, field

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.part import Part
from learning.script import Order, Script, Splice

_INTERRUPTIBLE = frozenset({StopReason.ASKED, StopReason.NEEDS_YES})


@dataclass(slots=True)
class Person:
    """Mutable, as the parts are. `parts` are those of the script's own errand and of its splice."""

    script: Script
    parts: tuple[Part, ...]
    said: list[tuple[Part, str]] = field(default_factory=list)
    """Each message, and the part it belongs to."""
    _at: int = 0
    _later: list[tuple[int, str]] = field(default_factory=list)
    """Parts that are still to be played, and the words that begin them."""

    def __post_init__(self) -> None:
        splice = self.script.splice
        if splice is not None and splice.order is Order.THEN:
            self._later.append((1, f"{splice.lead} {splice.errand.opening}"))

    @property
    def part(self) -> Part:
        """What the person is at."""
        return self.parts[self._at]

    def opening(self) -> str:
        return self._say(self.script.opening)

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason
    ) -> str | None:
        """What the person says next; `None` where there is nothing more to say."""
        splice = self._interrupting
        if splice is not None and reason in _INTERRUPTIBLE:
            # An answer is kept for later; a yes has to be asked for again.
            asked = reason is StopReason.ASKED
            kept = self.part.answer(reply, asked_slots, reason) if asked else None
            self._later.append((0, f"{splice.back} {kept or ''}".strip()))
            self._at = 1
            return self._say(f"{splice.lead} {splice.errand.opening}")
        words = self.part.answer(reply, asked_slots, reason)
        if words is not None:
            return self._say(words)
        if self._later and (self.part.confirmed or reason is StopReason.SAID):
            self._at, words = self._later.pop()
            return self._say(words)
        return None

    @property
    def _interrupting(self) -> Splice | None:
        """What the person says first of all, now that they are asked for something."""
        splice = self.script.splice
        is_time = splice is not None and splice.order is Order.BEFORE and len(self.said) == 1
        return splice if is_time else None

    def _say(self, words: str) -> str:
        self.said.append((self.part, words))
        return words
