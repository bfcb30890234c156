"""The person of a web task: says the instruction, a yes to a card, and the instruction again."""

from dataclasses import dataclass
from typing import Final

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason

MESSAGES: Final = 3
"""That the person says at most, the instruction included."""
YES: Final = "Yes, please."


@dataclass(slots=True)
class PlainPerson:
    """Knows nothing but the instruction."""

    instruction: str
    said: int = 0

    def opening(self) -> str:
        return self._say(self.instruction)

    def answer(
        self, _reply: str, _asked: tuple[SlotName, ...], reason: StopReason, /
    ) -> str | None:
        """`None` where nothing was asked, or too much."""
        if self.said >= MESSAGES:
            return None
        match reason:
            case StopReason.NEEDS_YES:
                return self._say(YES)
            case StopReason.ASKED:
                return self._say(self.instruction)
            case _:
                return None

    def _say(self, words: str) -> str:
        self.said += 1
        return words
