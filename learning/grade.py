"""Recorded conversations → an opinion of each step by each rule that can judge it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from errands.backends.chat_endpoint import ChatEndpoint
from errands.contracts.recording import Recording
from errands.settings import Settings
from learning.episode import Episode, read_episodes
from learning.graders.claims import claims
from learning.graders.derivable import derivable
from learning.graders.effective import effective
from learning.graders.judge import Judge
from learning.graders.mark import Mark, Opinion, StepGrade
from learning.graders.onward import onward

STEP_GRADERS: Final[dict[str, Callable[[Recording], Opinion]]] = {
    "effective": effective,
    "derivable": derivable,
    "claims": claims,
}
ONWARD: Final = "onward"
JUDGE: Final = "judge"


def main(
    episodes: Annotated[Path, typer.Option(help="JSON lines of recorded conversations.")],
    output: Annotated[Path, typer.Option(help="JSON lines of grades.")],
    judge: Annotated[str, typer.Option(help="An OpenAI-compatible endpoint, ending in /v1.")] = "",
    judge_model: Annotated[str, typer.Option(help="Its model. The key: ERRANDS_MODEL_KEY.")] = "",
) -> None:
    """Let every rule grader judge every step, and a model if one is given; print the marks."""
    asyncio.run(_grade_all(list(read_episodes(episodes)), output, judge, judge_model))


async def _grade_all(episodes: list[Episode], output: Path, url: str, model: str) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    marks: Counter[tuple[str, Mark]] = Counter()
    written = output.with_suffix(".part")
    async with httpx.AsyncClient() as client:
        key = Settings().model_key
        judge = Judge(ChatEndpoint(url, model, client, api_key=key)) if url else None
        with written.open("w", encoding="utf-8") as lines:
            for episode in track(episodes, "grading"):
                judged = [] if judge is None else await _judged(judge, episode)
                for grade in (*grades_of(episode), *judged):
                    lines.write(grade.model_dump_json() + "\n")
                    marks[grade.grader, grade.opinion.mark] += 1
    # Whole or not at all: a step after this one never reads half of it.
    written.replace(output)
    Console().print(_table(marks))


async def _judged(judge: Judge, episode: Episode) -> list[StepGrade]:
    """One conversation's steps are judged at the same time."""
    opinions = await asyncio.gather(*(judge.opinion(step) for step in episode.recordings))
    pairs = zip(episode.recordings, opinions, strict=True)
    return [_grade(step, JUDGE, opinion) for step, opinion in pairs]


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
    for grader in sorted({grader for grader, _ in marks}):
        table.add_row(grader, *(str(marks[grader, mark]) for mark in Mark))
    return table


if __name__ == "__main__":
    typer.run(main)
