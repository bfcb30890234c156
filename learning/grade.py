"""Recorded conversations → an opinion of each step by each rule that can judge it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from errands.contracts.recording import Recording
from learning.episode import Episode, read_episodes
from learning.graders.claims import claims
from learning.graders.derivable import derivable
from learning.graders.effective import effective
from learning.graders.mark import Mark, Opinion, StepGrade
from learning.graders.onward import onward

STEP_GRADERS: Final[dict[str, Callable[[Recording], Opinion]]] = {
    "effective": effective,
    "derivable": derivable,
    "claims": claims,
}
ONWARD: Final = "onward"


def main(
    episodes: Annotated[Path, typer.Option(help="JSON lines of recorded conversations.")],
    output: Annotated[Path, typer.Option(help="JSON lines of grades.")],
) -> None:
    """Let every rule grader judge every step, and print how they mark."""
    output.parent.mkdir(parents=True, exist_ok=True)
    marks: Counter[tuple[str, Mark]] = Counter()
    written = output.with_suffix(".part")
    with written.open("w", encoding="utf-8") as lines:
        for episode in track(list(read_episodes(episodes)), "grading"):
            for grade in grades_of(episode):
                lines.write(grade.model_dump_json() + "\n")
                marks[grade.grader, grade.opinion.mark] += 1
    # Whole or not at all: a step after this one never reads half of it.
    written.replace(output)
    Console().print(_table(marks))


def grades_of(episode: Episode) -> Iterator[StepGrade]:
    """Every grader's opinion of every step of a conversation."""
    for step in episode.recordings:
        for name, grader in STEP_GRADERS.items():
            yield _grade(step, name, grader(step))
    opinions = onward(episode.recordings, right=episode.ok)
    for step, opinion in zip(episode.recordings, opinions, strict=True):
        yield _grade(step, ONWARD, opinion)


def read_grades(path: Path) -> Iterator[StepGrade]:
    """The grades of a JSON lines file.

    Raises:
        ValidationError: a line is no grade.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield StepGrade.model_validate_json(line)


def _grade(step: Recording, grader: str, opinion: Opinion) -> StepGrade:
    return StepGrade(
        session=step.session,
        turn=step.turn,
        number=step.number,
        grader=grader,
        opinion=opinion,
    )


def _table(marks: Counter[tuple[str, Mark]]) -> Table:
    table = Table("grader", *(mark.value for mark in Mark))
    for grader in (*STEP_GRADERS, ONWARD):
        table.add_row(grader, *(str(marks[grader, mark]) for mark in Mark))
    return table


if __name__ == "__main__":
    typer.run(main)
