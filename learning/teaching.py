"""What judged steps teach: exercises, and pairs of a right and a wrong line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, TypeAlias

from errands.contracts.action import to_line
from errands.contracts.ids import SessionId, SkillName, TurnId
from errands.contracts.recording import Recording
from learning.contradictions import Prompt, same_prompt
from learning.exercise import Exercise
from learning.held_out import is_held_out
from learning.judged import JudgedStep
from learning.page_sample import corrected_sample, page_sample
from learning.pair import Pair
from learning.sample import Sample

ACCEPTED: Final = "accepted"
WRITTEN: Final = "written"
UNSCRIPTED: Final = "unscripted"
"""Nobody's persona: people of no script."""

_HOST: Final = re.compile(r"^<page host=(\S+)", re.MULTILINE)
_Page: TypeAlias = tuple[SessionId, TurnId, int, SkillName]
_Place: TypeAlias = tuple[SkillName, Prompt]


def exercises_of(steps: Iterable[JudgedStep]) -> Iterator[Exercise]:
    """The accepted steps of a page together, each line that a person wrote by itself."""
    steps = list(steps)
    right = [step.recording for step in steps if step.is_right]
    right.sort(key=lambda step: (*_page(step), step.number))
    for _, page in groupby(right, key=_page):
        for sample, at in _accepted(list(page)):
            yield _exercise(sample, at, ACCEPTED)
    for step in steps:
        if not step.is_right and step.line:
            yield _exercise(corrected_sample(step.recording, step.line), step.recording, WRITTEN)


def pairs_of(steps: Iterable[JudgedStep]) -> Iterator[Pair]:
    """Each wrong line beside each that is right at the same prompt, once.

    A line that is right in one place and wrong in another at the same prompt is paired with none.
    Nothing is taken of conversations that are kept for validation.
    """
    steps = [step for step in steps if not is_held_out(step.recording.session)]
    right: dict[_Place, dict[str, None]] = defaultdict(dict)
    for step in steps:
        if step.line:
            right[_place(step.recording)][_plain(step)] = None
    given: set[tuple[_Place, str, str]] = set()
    for step in steps:
        one, at = step.recording, _place(step.recording)
        worse = to_line(one.action)
        if step.is_right or worse in right[at]:
            continue
        for better in right[at]:
            if (at, better, worse) not in given:
                given.add((at, better, worse))
                yield Pair(
                    source=one.session,
                    skill=one.skill,
                    prompt=one.prompt,
                    better=better,
                    worse=one.output,
                )


def _accepted(page: Sequence[Recording]) -> list[tuple[Sample, Recording]]:
    try:
        return [(page_sample(page), page[-1])]
    except ValueError:
        # What was hidden later, or cut off, is in one prompt and not in the next.
        return [(page_sample([step]), step) for step in page]


def _exercise(sample: Sample, at: Recording, kind: str) -> Exercise:
    host = _HOST.search(at.prompt)
    return Exercise(
        sample=sample,
        talk=at.session,
        site=host[1] if host else "",
        persona=UNSCRIPTED,
        kind=kind,
    )


def _plain(step: JudgedStep) -> str:
    """The right line in the one form that every action has."""
    return to_line(step.recording.action) if step.is_right else step.line


def _page(step: Recording) -> _Page:
    return step.session, step.turn, step.page, step.skill


def _place(step: Recording) -> _Place:
    return step.skill, same_prompt(step.prompt)
