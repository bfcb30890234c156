"""The simulated user: says the opening, answers what is asked, confirms or changes their mind."""

import re
from dataclasses import dataclass, field

from errands.contracts.ids import SlotName
from errands.contracts.turn import StopReason
from learning.script import Script, ScriptKind, Wish

_TOPICS = (
    ("city", r"\bcity\b|\bwhere\b|destination"),
    ("dates", r"check in and (?:check )?out|which dates|what dates|\bdates\b|\bwhen\b"),
    ("guests", r"guests|how many|people|travell?ers"),
    ("preference", r"cheapest|breakfast|best rated|prefer"),
    ("first_name", r"first name"),
    ("last_name", r"last name|surname"),
    ("email", r"e-?mail"),
    ("phone", r"phone|number to reach"),
)
_SLOT_TOPICS = frozenset(
    {"city", "check_in", "check_out", "guests", "first_name", "last_name", "email", "phone"}
)
_MAX_REMINDERS = 2


@dataclass(slots=True)
class Person:
    """Mutable: remembers whether it has changed its mind, and what it was asked for."""

    script: Script
    changed: bool = False
    confirmed: bool = False
    asked: list[str] = field(default_factory=list)
    reminders: int = 0

    @property
    def wish(self) -> Wish:
        """What the person wants by now."""
        first = self.script.first
        return first if first is not None and not self.changed else self.script.wish

    def opening(self) -> str:
        return self.script.opening

    def answer(
        self, reply: str, asked_slots: tuple[SlotName, ...], reason: StopReason
    ) -> str | None:
        """What the person says next; `None` where there is nothing more to say."""
        if reason is StopReason.NEEDS_YES:
            return self._on_confirmation()
        if self.confirmed or reason is StopReason.SAID:
            return None
        topics = self._topics(reply, asked_slots) if reason is StopReason.ASKED else []
        if topics:
            self.asked += topics
            return self._words(topics)
        self.reminders += 1
        return "please go on" if self.reminders <= _MAX_REMINDERS else None

    def _words(self, topics: list[str]) -> str:
        answers = self.script.answers
        if {"first_name", "last_name"} <= set(topics):
            rest = [answers[topic] for topic in topics if topic not in {"first_name", "last_name"}]
            name = f"{self.script.wish.first_name} {self.script.wish.last_name}"
            return ", ".join([name, *rest])
        return ", ".join(answers[topic] for topic in topics)

    def _on_confirmation(self) -> str | None:
        if self.script.change and not self.changed:
            self.changed = True
            return self.script.change
        if self.confirmed:
            return None
        self.confirmed = True
        return self.script.confirm

    def _topics(self, reply: str, asked_slots: tuple[SlotName, ...]) -> list[str]:
        named = [str(slot) for slot in asked_slots if slot in _SLOT_TOPICS]
        if {"check_in", "check_out"} <= set(named):
            named = ["dates" if n == "check_in" else n for n in named if n != "check_out"]
        if named:
            return named
        return [topic for topic, words in _TOPICS if re.search(words, reply, re.IGNORECASE)]


def refuses(script: Script) -> bool:
    """Whether the person says no in the end: then nothing may be booked."""
    return script.kind is ScriptKind.REFUSED
