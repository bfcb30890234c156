"""The simulated user, who plays a script part by part."""

from dataclasses import dataclass

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.part import Part
from learning.script import Script


@dataclass(slots=True)
class Person:
    """Mutable, as its part is."""

    script: Script
    part: Part

    def opening(self) -> str:
        return self.script.opening

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason
    ) -> str | None:
        """What the person says next; `None` where there is nothing more to say."""
        return self.part.answer(reply, asked_slots, reason)
