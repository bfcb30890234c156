"""What a scripted solution would have done at each step that a model plays."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from errands.backends.sayable import sayable
from errands.contracts.ports import Decision, Model, Request
from errands.contracts.recording import Recording
from learning.practice import LOST, Adviser


@dataclass(frozen=True, slots=True)
class Tutor:
    """Implements `Model`: `model` plays, and `adviser` is asked what it would have done.

    Of the lines that are other than advised, the share `follow` is put right before it is acted
    on, so that a conversation comes further than its first mistake.

    So the states that a model gets into by its own mistakes are learned from too (DAgger: Ross,
    Gordon and Bagnell 2011, arXiv:1011.0686).
    """

    model: Model
    adviser: Adviser
    follow: float = 0
    _advice: dict[str, str | None] = field(default_factory=dict)
    _overruled: set[str] = field(default_factory=set)

    async def decide(self, request: Request) -> Decision:
        if request.prompt not in self._advice:
            self._advice[request.prompt] = self._line(request)
        decision = await self.model.decide(request)
        advice = self._advice[request.prompt]
        if advice is None or request.temperature or not self._is_put_right(request):
            return decision
        if decision.text != advice:
            self._overruled.add(request.prompt)
        return replace(decision, text=advice)

    def _is_put_right(self, request: Request) -> bool:
        rng = Random(f"{request.session}/{request.prompt}")  # noqa: S311 reproducible data, not a secret
        return rng.random() < self.follow

    def advice(self, recordings: Iterable[Recording]) -> tuple[str | None, ...]:
        """Of each step the line that would have been right; `None` where that isn't known."""
        return tuple(self._advice.get(recording.prompt) for recording in recordings)

    def put_right(self, recordings: Iterable[Recording]) -> frozenset[int]:
        """Which steps' own lines were others than what was done, counted from 0."""
        steps = enumerate(recordings)
        return frozenset(number for number, step in steps if step.prompt in self._overruled)

    def _line(self, request: Request) -> str | None:
        try:
            line = self.adviser.line(request.prompt)
        except (LookupError, ValueError, StopIteration):
            return None  # it knows its own way, and was never here
        return line if line != LOST and sayable(request.grammar, line) else None
