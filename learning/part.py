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
    confirmations: int = 0
    was_vague: bool = False
    has_slipped: bool = False
    corrected: bool = False
    asked: list[str] = field(default_factory=list)
    objections: list[str] = field(default_factory=list)
    """What was said instead of a yes."""
    reminders: int = 0

    @property
    def confirmed(self) -> bool:
        """Whether a question whether to do it was answered by a yes or a no."""
        return self.confirmations > 0

    @property
    def is_settled(self) -> bool:
        """Whether there is no other thing to say yes to, or nothing is wanted any more."""
        most = 1 if self.errand.refused else self.errand.wish.yeses
        return self.confirmations >= most

    @property
    def wish(self) -> Wish:
        """What the person wants by now, as far as they have told."""
        slip, first = self.errand.slip, self.errand.first
        if slip is not None and self.has_slipped and not self.corrected:
            return slip.wish
        return first if first is not None and not self.changed else self.errand.wish

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason
    ) -> str | None:
        """What the person says next; `None` where there is nothing more to say."""
        if reason is StopReason.NEEDS_YES:
            return self._on_confirmation()
        if self.is_settled or reason is StopReason.SAID:
            return None
        if reason is not StopReason.ASKED:
            return self._reminder("please go on")
        topics = asked_for(self.topics, reply, asked_slots)
        if not topics:
            return self._reminder(self._puzzled())
        if self.errand.vague and not self.was_vague and not self._are_personal(topics):
            self.was_vague = True
            return self.errand.vague
        self.asked += topics
        return self._words(topics)

    def _reminder(self, words: str) -> str | None:
        self.reminders += 1
        return words if self.reminders <= _MAX_REMINDERS else None

    def _puzzled(self) -> str:
        return Random(f"{self.errand.opening}/{self.reminders}").choice(_PUZZLED)  # noqa: S311 reproducible

    def _are_personal(self, names: list[str]) -> bool:
        """Who is asked for their own name doesn't wonder what is usual."""
        return all(topic.personal for topic in self.topics if topic.name in names)

    def _words(self, topics: list[str]) -> str:
        if not set(_NAMES) <= set(topics):
            return ", ".join(self._answer(topic) for topic in topics)
        name = " ".join(self.errand.wish.value(piece) for piece in _NAMES)
        return ", ".join([name, *(self._answer(topic) for topic in topics if topic not in _NAMES)])

    def _answer(self, topic: str) -> str:
        slip = self.errand.slip
        if slip is None or slip.topic != topic or self.corrected:
            return self.errand.answers[topic]
        self.has_slipped = True
        return slip.answer

    def _on_confirmation(self) -> str | None:
        if self.errand.slip is not None and self.has_slipped and not self.corrected:
            self.corrected = True
            return self._objected(self.errand.slip.correction)
        if self.errand.change and not self.changed:
            self.changed = True
            return self._objected(self.errand.change)
        if self.is_settled:
            return None
        self.confirmations += 1
        return self.errand.confirm

    def _objected(self, words: str) -> str:
        self.objections.append(words)
        return words
