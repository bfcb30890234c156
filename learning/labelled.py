"""Recordings and what people said of them → exercises, and pairs of a right and a wrong line."""

import asyncio
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from pydantic import BaseModel, ConfigDict
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.ids import SkillName
from errands.contracts.label import key_of
from errands.contracts.recording import Recording
from errands.labels.book import LabelBook
from errands.labels.consensus import Bar
from learning.exercise import write_exercises
from learning.judged import Unused, judged
from learning.pair import write_pairs
from learning.teaching import ACCEPTED, WRITTEN, exercises_of, pairs_of

KNOWN_RIGHT: Final = 0.8
"""Who gets more than one known answer in five wrong teaches as much as he harms."""
KNOWN_MET: Final = 5


class Report(BaseModel):
    """`labelers` and `trusted` are numbers of people: a dataset names nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    bar: float
    bar_from: int
    labelers: int
    trusted: int
    judged: int
    unused: dict[Unused, int]
    exercises: dict[str, int]
    pairs: dict[SkillName, int]


def main(
    recordings: Annotated[str, typer.Option(help="Where recordings and their labels are kept.")],
    output: Annotated[Path, typer.Option(help="Folder of exercises, pairs and a report.")],
    known: Annotated[
        float, typer.Option(help="Known answers a labeler has to get right, a share.")
    ] = KNOWN_RIGHT,
    known_from: Annotated[
        int, typer.Option(help="Known answers from which on that share counts.")
    ] = KNOWN_MET,
) -> None:
    """Make what learning.refine --exercises and learning.train --pairs read of people's labels.

    A step that most call right is learned, and a line that most wrote in the place of a wrong
    one. A wrong line is paired with each right one at the same prompt.
    """
    bar = Bar(share=known, answers=known_from)
    book, met = asyncio.run(_read(LinePlace.at(recordings)))
    people = book.labelers()
    trusted = frozenset(one.name for one in people if bar.lets_pass(one))
    found = judged(met, book, trusted)
    exercises = list(exercises_of(found.steps))
    pairs = list(pairs_of(found.steps))
    write_exercises(output / "labelled.jsonl", exercises)
    skills = sorted({pair.skill for pair in pairs})
    of_skill = {skill: [p for p in pairs if p.skill == skill] for skill in skills}
    for skill, some in of_skill.items():
        write_pairs(output / f"{skill}.pairs.jsonl", some)
    report = Report(
        bar=bar.share,
        bar_from=bar.answers,
        labelers=len(people),
        trusted=len(trusted),
        judged=len(book.steps),
        unused={why: found.unused[why] for why in Unused},
        exercises={kind: sum(e.kind == kind for e in exercises) for kind in (ACCEPTED, WRITTEN)},
        pairs={skill: len(some) for skill, some in of_skill.items()},
    )
    (output / "labelled.json").write_text(report.model_dump_json(indent=1) + "\n")
    typer.echo(report.model_dump_json(indent=1))


async def _read(place: LinePlace) -> tuple[LabelBook, list[Recording]]:
    """All labels, and the recordings of the steps that have any."""
    clock = SystemClock()
    book = LabelBook.of([label async for label in GzipLabels(place, clock).read()])
    columns = (TextColumn("reading recordings"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn()) as bar:
        task = bar.add_task("", total=None)
        met = []
        async for recording in GzipRecordings(place, clock).read():
            bar.advance(task)
            if book.said(key_of(recording)):
                met.append(recording)
    return book, met


if __name__ == "__main__":
    typer.run(main)
