"""Steps that went another way than the scripted solution would have → exercises in its lines."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from learning.attempt import task_of
from learning.episode import Episode, episodes_to_learn_of
from learning.exercise import Exercise, write_exercises
from learning.page_sample import corrected_sample

CORRECTED: Final = "corrected"
"""The kind of such an exercise."""


def main(
    episodes: Annotated[Path, typer.Option(help="JSON lines of learning.selfplay.")],
    output: Annotated[Path, typer.Option(help="Exercises for learning.refine, JSON lines.")],
) -> None:
    """Make exercises of the steps that were not what they should have been.

    What was done on the page before them, mistakes too, stands in the prompt and isn't learned.
    """
    found = [e for episode in episodes_to_learn_of(episodes) for e in corrections_of(episode)]
    write_exercises(output, found)
    of = Counter(exercise.skill for exercise in found)
    told = ", ".join(f"{many} of {skill}" for skill, many in sorted(of.items()))
    typer.echo(f"{output}: {len(found)} corrected steps{': ' if told else ''}{told}")


def corrections_of(episode: Episode) -> Iterator[Exercise]:
    """Its steps that another line was advised at; of one page each line once."""
    met: set[tuple[str, int, str]] = set()
    for step, line in episode.wrong_steps:
        taught = (step.turn, step.page, line)
        if taught in met:
            continue
        met.add(taught)
        yield Exercise(
            sample=corrected_sample(step, line),
            talk=task_of(episode.script),
            site=episode.script.site,
            persona=episode.script.persona,
            kind=CORRECTED,
        )


if __name__ == "__main__":
    typer.run(main)
