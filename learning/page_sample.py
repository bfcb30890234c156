"""Recorded steps of one page as one sample: its prompts only grow, so the last holds them all."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from errands.contracts.action import ARROW
from errands.contracts.recording import Recording
from learning.sample import Sample


def samples_of(recordings: Iterable[Recording]) -> list[Sample]:
    """One sample for each page met, of steps in the order in which they were made.

    Raises:
        ValueError: the prompts of a page don't grow.
    """
    pages = groupby(recordings, key=lambda r: (r.turn, r.page, r.skill))
    return [page_sample(list(steps)) for _, steps in pages]


def page_sample(steps: Sequence[Recording]) -> Sample:
    """Steps of one page, not all of them perhaps: what is left out is read and not learned.

    Raises:
        ValueError: their prompts don't grow.
    """
    last = steps[-1]
    text = f"{last.prompt}{last.output}{ARROW}"
    spans = [(len(r.prompt), len(r.prompt) + len(r.output) + len(ARROW)) for r in steps]
    for step, (start, end) in zip(steps, spans, strict=True):
        if text[:start] != step.prompt or text[start:end] != step.output + ARROW:
            msg = f"the prompts of {step.session} turn {step.turn} page {step.page} don't grow"
            raise ValueError(msg)
    name = f"{last.session}/{last.turn}/{last.page}"
    return Sample(id=name, skill=last.skill, text=text, targets=tuple(spans))


def corrected_sample(step: Recording, line: str) -> Sample:
    """The line that is right at a step's prompt, by itself."""
    text = f"{step.prompt}{line}{ARROW}"
    return Sample(
        id=f"{step.session}/{step.turn}/{step.page}/{step.number}",
        skill=step.skill,
        text=text,
        targets=((len(step.prompt), len(text)),),
    )
