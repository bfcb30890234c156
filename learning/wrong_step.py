"""Recorded steps of people that were wrong → cases: the prompt, and what should have been said."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import to_line
from errands.contracts.label import Label, StepKey, StepLabel, key_of
from errands.contracts.recording import Recording
from errands.labels.book import LabelBook
from errands.labels.consensus import is_right
from errands.labels.possible import trouble
from errands.labels.shown import Shown
from learning.case import StepCase
from learning.failure import Failure, failure_at


class NoCaseError(ValueError):
    """Nothing tells what is right, or it could not have been done there."""


@dataclass(frozen=True)
class JudgedSteps:
    """Recorded steps, and what people say of them."""

    recordings: tuple[Recording, ...]
    book: LabelBook

    @classmethod
    def of(cls, recordings: Iterable[Recording], labels: Iterable[Label]) -> "JudgedSteps":
        return cls(tuple(recordings), LabelBook.of(labels))

    @cached_property
    def wrong(self) -> tuple[Recording, ...]:
        """Those that more people call wrong than right."""
        return tuple(step for step in self.recordings if is_right(self._said(step)) is False)

    @cached_property
    def unjudged(self) -> tuple[Recording, ...]:
        return tuple(step for step in self.recordings if not self._said(step))

    def right_lines(self, step: Recording) -> tuple[str, ...]:
        """What people say should have been done, each line once."""
        actions = (label.action for label in self._said(step))
        lines = (to_line(action) for action in actions if action is not None)
        return tuple(dict.fromkeys(lines))

    def alike(self, failure: Failure) -> tuple[int, int]:
        """How many steps failed in this way: known to be wrong, and not judged by anybody."""
        wrong, unjudged = (
            sum(1 for step in steps if failure_at(step) == failure)
            for steps in (self.wrong, self.unjudged)
        )
        return wrong, unjudged

    def case(self, key: StepKey, right: Sequence[str] = ()) -> StepCase:
        """The case of a step; `right` are lines in place of what people have labelled.

        Raises:
            NoCaseError: the step isn't recorded, nothing tells what is right, or what is told is
                no action, not possible on that page, or what was done.
        """
        step = next((step for step in self.recordings if key_of(step) == key), None)
        if step is None:
            raise NoCaseError(f"no step {key.number} of turn {key.turn} is recorded")
        lines = tuple(_checked(step, right or self.right_lines(step)))
        if not lines:
            raise NoCaseError(f"no label tells what is right at step {key.number} of {key.turn}")
        failure = failure_at(step)
        # A step that its label calls wrong is among those; one that --right calls so may not be.
        known = {key_of(one) for one in self.wrong} | {key}
        judged = len(self.recordings) - len(self.unjudged) + (not self._said(step))
        return StepCase(
            id="/".join(map(str, key)),
            failure=failure,
            times=sum(
                1 for one in self.recordings if key_of(one) in known and failure_at(one) == failure
            ),
            of=judged,
            skill=step.skill,
            renderer=step.renderer,
            prompt=step.prompt,
            wrong=to_line(step.action),
            right=lines,
        )

    def _said(self, step: Recording) -> tuple[StepLabel, ...]:
        return self.book.said(key_of(step))


def _checked(step: Recording, lines: Iterable[str]) -> Iterator[str]:
    shown = Shown.in_prompt(step.prompt)
    for line in lines:
        action = parse(line)
        if isinstance(action, ParseFailure):
            raise NoCaseError(f"{line} is no action")
        if why := trouble(action, shown):
            raise NoCaseError(f"{line} was not possible: {why}")
        if action == step.action:
            raise NoCaseError(f"{line} is what was done")
        yield to_line(action)
