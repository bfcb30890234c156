"""One errand as a person plays it: answers what is asked, confirms or changes their mind."""

from dataclasses import dataclass, field
from random import Random

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.script import Errand
from learning.topic import Topics, asked_for
from learning.wishes.wish import Wish

_MAX_REMINDERS = 2
_PUZZLED = ("what do you mean?", "Sorry, what do you mean?", "I don't understand the question")
_NAMES = ("first_name", "last_name")


@dataclass(slots=True)
class Part:
    """Mutable: remembers whether a mind was changed, and what was asked for."""

    errand: Errand
    topics: Topics
    changed: bool = False
    confirmed: bool = False
    asked: list[str] = field(default_factory=list)
    objections: list[str] = field(default_factory=list)
    """What was said instead of a yes."""
    reminders: int = 0

    @property
    def wish(self) -> Wish:
        """What the person wants by now."""
        first = self.errand.first
        return first if first is not None and not self.changed else self.errand.wish

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason
    ) -> str | None:
        """What the person says next; `None` where there is nothing more to say."""
        if reason is StopReason.NEEDS_YES:
            return self._on_confirmation()
        if self.confirmed or reason is StopReason.SAID:
            return None
        if reason is not StopReason.ASKED:
            return self._reminder("please go on")
        topics = asked_for(self.topics, reply, asked_slots)
        if not topics:
            return self._reminder(self._puzzled())
        self.asked += topics
        return self._words(topics)

    def _reminder(self, words: str) -> str | None:
        self.reminders += 1
        return words if self.reminders <= _MAX_REMINDERS else None

    def _puzzled(self) -> str:
        return Random(f"{self.errand.opening}/{self.reminders}").choice(_PUZZLED)  # noqa: S311 reproducible

    def _words(self, topics: list[str]) -> str:
        answers = self.errand.answers
        if not set(_NAMES) <= set(topics):
            return ", ".join(answers[topic] for topic in topics)
        name = " ".join(self.errand.wish.value(piece) for piece in _NAMES)
        return ", ".join([name, *(answers[topic] for topic in topics if topic not in _NAMES)])

    def _on_confirmation(self) -> str | None:
        if self.errand.change and not self.changed:
            self.changed = True
            self.objections.append(self.errand.change)
            return self.errand.change
        if self.confirmed:
            return None
        self.confirmed = True
        return self.errand.confirm
