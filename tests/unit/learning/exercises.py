"""Exercises to choose from."""

from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning.exercise import Exercise
from learning.sample import Sample

SKILL = SkillName("fill-form")
PAGE = 'text "City" [3] required\nbutton "Search" [7]\n'


def sample(*lines: str, before: str = PAGE, name: str = "s") -> Sample:
    text, spans = before, []
    for line in lines:
        spans.append((len(text), len(text) + len(line) + len(ARROW)))
        text += f"{line}{ARROW} ok\n"
    return Sample(id=name, skill=SKILL, text=text, targets=tuple(spans))


def exercise(*lines: str, before: str = PAGE, talk: str = "t", site: str = "hotels") -> Exercise:
    made = sample(*lines, before=before, name=talk)
    return Exercise(sample=made, talk=talk, site=site, persona="plain", kind="at_once")
