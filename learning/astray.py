"""A scripted solution that now and then takes another link than the right one, and recovers.

What a model meets after a mistake of its own, a recording of right steps alone never shows: noise
is put into what the solution does, not into what is learned of it (DART: Laskey, Lee, Fox, Dragan
and Goldberg 2017, arXiv:1703.09327).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Final

from errands.backends.sayable import sayable
from errands.contracts.ports import Decision, Model, Request
from errands.contracts.recording import Recording
from learning.prompt_text import PromptText

MOST_ASTRAY: Final = 3
"""Of one conversation: who strays for ever comes to no end."""
_WAYS: Final = frozenset({"link", "tab"})
"""What leads elsewhere and does nothing; a button may do anything."""


@dataclass(slots=True)
class Astray:
    """Implements `Model`; `share` is that of steps which go astray where they can."""

    solution: Model
    rng: Random
    share: float
    _times: int = field(default=0, init=False)
    _right: dict[str, str] = field(default_factory=dict, init=False)

    async def decide(self, request: Request) -> Decision:
        decided = await self.solution.decide(request)
        line = self._right[request.prompt] = decided.text
        if self._times < MOST_ASTRAY and self.rng.random() < self.share:
            ways = _elsewhere(request, line)
            if ways:
                self._times += 1
                return Decision(text=self.rng.choice(ways), model="astray")
        return decided

    def advice(self, recordings: Iterable[Recording]) -> tuple[str | None, ...]:
        """Of each step the line that would have been right."""
        return tuple(self._right.get(recording.prompt) for recording in recordings)


def _elsewhere(request: Request, line: str) -> list[str]:
    """Links beside the right one. Where a form is sent, or a yes is open, nothing goes astray."""
    prompt = PromptText(request.prompt)
    ways = {f"click {control.id}" for control in prompt.controls if control.role in _WAYS}
    goes = line in ways or line.startswith(("ask ", "open "))
    if not goes or not prompt.untouched or prompt.was_asked_for_yes:
        return []
    return [way for way in sorted((ways | {"back"}) - {line}) if sayable(request.grammar, way)]
