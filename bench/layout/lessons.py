"""The same conversations in each form, and an adapter a skill that learned from them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.progress import Progress

from bench.layout.forms import AnewExpert, Form
from errands.agent.route import SKILLS
from errands.contracts.ids import SkillName
from learning import promote, train
from learning.converse import converse
from learning.days import TODAY
from learning.episode import Episode, read_episodes
from learning.hotels.expert import HotelExpert, UnsayableError
from learning.hotels.synthesis import make_script
from learning.person import Person
from learning.refine import elsewhere, samples_of
from learning.result import outcome_of
from learning.sample import Sample, write_samples
from learning.script import Script
from learning.stage import Stage, side_by_side, stage

SEED = 41
_AT_ONCE = 3
_HELD_OUT = 25
"""One conversation in so many is not learned from: training judges itself by it."""


async def record(form: Form, folder: Path, count: int) -> list[Episode]:
    """`count` scripted conversations; what an earlier run has recorded is kept."""
    path = folder / "episodes.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = list(read_episodes(path)) if path.exists() else []
    done = {episode.script.id for episode in known}
    scripts = [make_script(number, SEED, TODAY) for number in range(count)]
    waiting = [script for script in scripts if script.id not in done]
    with Progress() as bar, path.open("a") as lines:
        task = bar.add_task(f"conversations, {form}", total=count, completed=len(done))
        async with stage() as where:

            async def play(script: Script) -> None:
                episode = await _episode(form, script, where)
                lines.write(episode.model_dump_json() + "\n")
                lines.flush()
                bar.advance(task)

            await side_by_side(waiting, _AT_ONCE, play)
    wanted = {script.id for script in scripts}
    return [episode for episode in read_episodes(path) if episode.script.id in wanted]


async def _episode(form: Form, script: Script, where: Stage) -> Episode:
    person = Person(script)
    expert = HotelExpert if form is Form.ONCE else AnewExpert
    place = where.place(script)
    try:
        talk = await converse(
            person, expert(person, TODAY), replace(place, lens=form.lens(place.lens))
        )
    except UnsayableError as error:
        return Episode(script=script, ok=False, outcome=f"unsayable: {error.line}", recordings=())
    ok, outcome = outcome_of(script, where.bookings(script))
    return Episode(script=script, ok=ok, outcome=outcome, recordings=talk.recordings)


def teach(episodes: Sequence[Episode], base: Path, folder: Path) -> Path:
    """The manifest of the adapters that learned from the episodes, each step once."""
    parts: dict[tuple[SkillName, bool], list[Sample]] = defaultdict(list)
    for number, episode in enumerate(episodes):
        held_out = number % _HELD_OUT == 0
        samples = samples_of(episode)
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
            train=[learn], valid=judge, base=base, output=folder / skill, epochs=1, seed=SEED
        )
        promote.main(skill=skill, adapter=folder / skill, manifest=manifest)
    return manifest
