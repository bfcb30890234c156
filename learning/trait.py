"""What exercises are told apart by when they are counted, shared out and limited."""

from enum import StrEnum
from typing import assert_never

from learning.difficulty import difficulty_of
from learning.exercise import Exercise
from learning.sample import lines_of


class Trait(StrEnum):
    SKILL = "skill"
    SITE = "site"
    ACTION = "action"
    """The verbs in it, as `click` or `click+fill`: a page with one click alone is another thing."""
    DIFFICULTY = "difficulty"
    PERSONA = "persona"
    KIND = "kind"


def trait_of(exercise: Exercise, trait: Trait) -> str:
    match trait:
        case Trait.SKILL:
            return exercise.skill
        case Trait.SITE:
            return exercise.site
        case Trait.ACTION:
            return "+".join(sorted({line.split()[0] for line in lines_of(exercise)}))
        case Trait.DIFFICULTY:
            return difficulty_of(exercise)
        case Trait.PERSONA:
            return exercise.persona
        case Trait.KIND:
            return exercise.kind
        case _:
            assert_never(trait)
