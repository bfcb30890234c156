"""Steps that went another way than the scripted solution would have → exercises in its lines."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from errands.agent.parse import ParseFailure, parse
from errands.contracts.recording import Recording
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
    """Make exercises of the first step of each page that was not what it should have been.

    Only the first: what is done on a page after a mistake stands below it in the prompt.
    """
    found = [e for episode in episodes_to_learn_of(episodes) for e in corrections_of(episode)]
    write_exercises(output, found)
    of = Counter(exercise.skill for exercise in found)
    told = ", ".join(f"{many} of {skill}" for skill, many in sorted(of.items()))
    typer.echo(f"{output}: {len(found)} corrected steps{': ' if told else ''}{told}")


def corrections_of(episode: Episode) -> Iterator[Exercise]:
    """Its steps that another line was advised at, the first one of each page."""
    met: set[tuple[str, int]] = set()
    for step, advice in zip(episode.recordings, episode.advice, strict=False):
        page = (step.turn, step.page)
        if page in met or advice is None or _same(advice, step):
            continue
        met.add(page)
        yield Exercise(
            sample=corrected_sample(step, advice),
            talk=task_of(episode.script),
            site=episode.script.site,
            persona=episode.script.persona,
            kind=CORRECTED,
        )


def _same(advice: str, step: Recording) -> bool:
    action = parse(advice)
    return not isinstance(action, ParseFailure) and action == step.action


if __name__ == "__main__":
    typer.run(main)
