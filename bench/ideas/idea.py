"""The ideas that are tried by training with each and without."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from random import Random

from bench.ideas.lesson import Lesson, Side
from bench.ideas.thought import with_thoughts
from bench.ideas.undefined import without_undefined
from errands.agent.route import FILL_FORM, SKILLS
from errands.contracts.ids import SkillName
from learning.balance import balanced
from learning.duplicates import distinct
from learning.episode import Episode
from learning.page_sample import samples_of
from learning.sample import Sample

SEED = 61
MOST_ALIKE = 12
"""Of one situation; of a recording this small, so many leave out as much as 80 of a large one."""
MOST_CLICKS = 4


class Idea(StrEnum):
    """What one side of a comparison has and the other has not."""

    SKILLS = "an adapter a skill"
    REFINING = "few of a kind"
    REASONING = "a thought before the line"
    SPLICING = "second errands"
    UNDEFINED = "undefined slots are told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Conversations to learn from and to judge by; `length` is a sample's, in tokens."""

    learn: Sequence[Episode]
    judge: Sequence[Episode]
    length: Callable[[Sample], int]

    def samples(self, skill: SkillName, *, spliced: bool | None = None) -> list[Sample]:
        """Of the conversations to learn from, shuffled; with a second errand, without, or all."""
        found = _of(skill, self.learn, spliced=spliced)
        Random(SEED).shuffle(found)  # noqa: S311 an order, not a secret
        return found

    def judged(self, skill: SkillName, *, spliced: bool | None = None) -> list[Sample]:
        return distinct(_of(skill, self.judge, spliced=spliced))

    def tokens(self, samples: Sequence[Sample]) -> int:
        return sum(map(self.length, samples))

    def of_length(self, samples: Sequence[Sample], tokens: int) -> list[Sample]:
        """As many of the samples as have so many tokens, from the start again where they end."""
        kept: list[Sample] = []
        for sample in chain.from_iterable(samples for _ in range(100)):
            if tokens <= 0:
                break
            kept.append(sample)
            tokens -= self.length(sample)
        return kept


def sides(idea: Idea, of: Material) -> tuple[Side, Side]:
    """With the idea and without it; both learn from as many tokens, where the prompts are alike."""
    match idea:
        case Idea.SKILLS:
            return _skills(of)
        case Idea.REFINING:
            return _refining(of)
        case Idea.REASONING:
            return _reasoning(of)
        case Idea.SPLICING:
            return _splicing(of)
        case Idea.UNDEFINED:
            return _undefined(of)


def _skills(of: Material) -> tuple[Side, Side]:
    alone = [Lesson(skill, of.samples(skill), of.judged(skill)) for skill in SKILLS]
    learn = [sample for lesson in alone for sample in lesson.learn]
    judge = [sample for lesson in alone for sample in lesson.judge]
    return tuple(alone), (Lesson("all", learn, judge),)


def _refining(of: Material) -> tuple[Side, Side]:
    def refined(skill: SkillName) -> list[Sample]:
        return balanced(distinct(of.samples(skill)), MOST_ALIKE, MOST_CLICKS)

    few = {skill: refined(skill) for skill in SKILLS}
    told = [Lesson(skill, samples, of.judged(skill)) for skill, samples in few.items()]
    raw = [
        Lesson(skill, of.of_length(of.samples(skill), of.tokens(samples)), of.judged(skill))
        for skill, samples in few.items()
    ]
    return tuple(told), tuple(raw)


def _reasoning(of: Material) -> tuple[Side, Side]:
    learn, judge = of.samples(FILL_FORM), of.judged(FILL_FORM)
    thinks = Lesson(
        "thinks", [with_thoughts(s) for s in learn], [with_thoughts(s) for s in judge], thinks=True
    )
    return (thinks,), (Lesson(FILL_FORM, learn, judge),)


def _splicing(of: Material) -> tuple[Side, Side]:
    mixed, plain = of.samples(FILL_FORM), of.samples(FILL_FORM, spliced=False)
    judge = of.judged(FILL_FORM, spliced=True)
    with_them = Lesson("mixed", of.of_length(mixed, of.tokens(plain)), judge)
    return (with_them,), (Lesson("plain", plain, judge),)


def _undefined(of: Material) -> tuple[Side, Side]:
    learn, judge = of.samples(FILL_FORM), of.judged(FILL_FORM)
    silent = Lesson("silent", [*map(without_undefined, learn)], [*map(without_undefined, judge)])
    return (Lesson(FILL_FORM, learn, judge),), (silent,)


def _of(
    skill: SkillName, episodes: Sequence[Episode], *, spliced: bool | None = None
) -> list[Sample]:
    return [
        sample
        for episode in episodes
        if spliced is None or (len(tuple(episode.script.errands)) > 1) is spliced
        for sample in samples_of(episode.recordings)
        if sample.skill == skill
    ]
