"""The same conversations in each form, and an adapter a skill that learned from them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.layout.forms import AnewExpert, Form
from errands.agent.route import SKILLS
from errands.contracts.ids import SkillName
from learning import promote, train
from learning.days import TODAY
from learning.episode import Episode, read_episodes
from learning.hotels.synthesis import make_script
from learning.page_sample import samples_of
from learning.record import Solution, record
from learning.refine import elsewhere
from learning.repertoire import expert_of
from learning.sample import Sample, write_samples

SEED = 41
_AT_ONCE = 3
_HELD_OUT = 4
"""One conversation in so many is not learned from: the adapters are judged by its lines."""
_BATCH = 1
"""So little to learn from is worth more in many small updates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """What a form's adapters learned from, and how they write lines they have not seen."""

    tokens: int
    lines: int
    exact: int


async def recorded(form: Form, folder: Path, count: int) -> list[Episode]:
    """`count` scripted conversations; what an earlier run has recorded is kept."""
    path = folder / "episodes.jsonl"
    scripts = [make_script(number, SEED, TODAY) for number in range(count)]
    await record(path, scripts, _AT_ONCE, expert=_solution(form), view=form.lens)
    wanted = {script.id for script in scripts}
    return [episode for episode in read_episodes(path) if episode.script.id in wanted]


def _solution(form: Form) -> Solution:
    match form:
        case Form.ONCE:
            return expert_of
        case Form.ANEW:
            return lambda person, today: AnewExpert(person.part, today)


def teach(episodes: Sequence[Episode], base: Path, folder: Path) -> Path:
    """The manifest of the adapters that learned from the episodes, each step once."""
    parts: dict[tuple[SkillName, bool], list[Sample]] = defaultdict(list)
    for number, episode in enumerate(episodes):
        held_out = number % _HELD_OUT == 0
        samples = samples_of(episode.recordings)
        for sample in samples if held_out else elsewhere(episode, samples, SEED):
            parts[sample.skill, held_out].append(sample)
    manifest = folder / "adapters/manifest.json"
    for skill in SKILLS:
        if (manifest.parent / skill).exists():
            continue
        learn, judge = folder / f"{skill}.train.jsonl", folder / f"{skill}.valid.jsonl"
        write_samples(learn, parts[skill, False])
        write_samples(judge, parts[skill, True])
        train.main(
            train=[learn],
            valid=judge,
            base=base,
            output=folder / skill,
            epochs=1,
            batch=_BATCH,
            seed=SEED,
        )
        promote.main(skill=skill, adapter=folder / skill, manifest=manifest, unproven=True)
    return manifest


def lessons_of(folder: Path) -> Lessons:
    """Of the adapters that `teach` has put into a folder, together."""
    reports = [json.loads((folder / skill / "training.json").read_text()) for skill in SKILLS]
    return Lessons(
        tokens=sum(report["train_tokens"] for report in reports),
        lines=sum(report["valid_lines"] for report in reports),
        exact=sum(report["valid_lines_right"] for report in reports),
    )
