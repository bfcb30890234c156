"""What a scripted solution would have done at each step that a model plays."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from errands.contracts.ports import Decision, Model, Request
from errands.contracts.recording import Recording
from learning.practice import LOST, Adviser
from learning.sayable import sayable


@dataclass(frozen=True, slots=True)
class Tutor:
    """Implements `Model`: `model` plays, and `adviser` is only asked what it would have done.

    So the states that a model gets into by its own mistakes are learned from too (DAgger: Ross,
    Gordon and Bagnell 2011, arXiv:1011.0686).
    """

    model: Model
    adviser: Adviser
    _advice: dict[str, str | None] = field(default_factory=dict)

    async def decide(self, request: Request) -> Decision:
        if request.prompt not in self._advice:
            self._advice[request.prompt] = self._line(request)
        return await self.model.decide(request)

    def advice(self, recordings: Iterable[Recording]) -> tuple[str | None, ...]:
        """Of each step the line that would have been right; `None` where that isn't known."""
        return tuple(self._advice.get(recording.prompt) for recording in recordings)

    def _line(self, request: Request) -> str | None:
        try:
            line = self.adviser.line(request.prompt)
        except (LookupError, ValueError, StopIteration):
            return None  # it knows its own way, and was never here
        return line if line != LOST and sayable(request.grammar, line) else None
