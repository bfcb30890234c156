"""The scripted solution of two errands in one conversation: of each by its own site's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from errands.agent.values.said import Said
from errands.contracts.ports import Decision, Request
from learning.days import TODAY
from learning.part import Part
from learning.person import Person
from learning.practice import Expert
from learning.sayable import decision

_START = re.compile(r'<page host=\S+ title="Start">')
_CUT = "..."


@dataclass(slots=True)
class SplicedExpert:
    """Implements `Model`. Each errand begins at its site's first page, in words of its own.

    What was said of the other errand is left out of the prompt, so that no value bleeds over; but
    for how the person is reached, which stays true.
    """

    person: Person
    experts: Sequence[Expert]
    _part: Part | None = None
    _site_before: str = ""
    _on_the_way: bool = field(default=False)

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    def line(self, prompt: str) -> str:
        """What to do at a prompt, sayable or not."""
        part = self.person.part
        if part is not self._part:
            self._on_the_way = self._part is not None
            self._site_before = "" if self._part is None else self._part.errand.site
            self._part = part
        expert = self.experts[self.person.parts.index(part)]
        if self._on_the_way and (line := self._way(expert, prompt)) is not None:
            return line
        self._on_the_way = False
        return expert.line(_without(prompt, self._foreign()))

    def _way(self, expert: Expert, prompt: str) -> str | None:
        """The line towards the errand's first page; `None` where it is there."""
        if self._part is not None and self._site_before == self._part.errand.site:
            return expert.home(prompt)
        return None if _START.search(prompt) else "back"

    def _foreign(self) -> list[str]:
        """What was said of the other errand."""
        return [
            " ".join(words.split()) for part, words in self.person.said if part is not self._part
        ]


def _without(prompt: str, foreign: Sequence[str]) -> str:
    """The prompt with what is of the person alone in place of these messages."""
    before, chat, after = prompt.partition("<chat>\n")
    lines, end, rest = after.partition("</chat>")
    kept = [
        _of_the_person(line) if _is_one_of(line, foreign) else line
        for line in lines.splitlines(keepends=True)
    ]
    return f"{before}{chat}{''.join(kept)}{end}{rest}"


def _of_the_person(line: str) -> str:
    said = Said(line, TODAY)
    values = ", ".join((*said.emails, *said.phones))
    return f"user: {values}\n" if values else ""


def _is_one_of(line: str, messages: Sequence[str]) -> bool:
    """Whether it is one of these messages, which may have been cut short."""
    if not line.startswith("user: "):
        return False
    said = line.removeprefix("user: ").rstrip("\n")
    start = said.removesuffix(_CUT) if said.endswith(_CUT) else None
    return said in messages or (start is not None and any(m.startswith(start) for m in messages))
