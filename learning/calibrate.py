"""Grades beside people's labels: how well each grader agrees, and which are good enough to use."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

import typer
from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from errands.backends.archived_lines import LinePlace
from errands.backends.labels import GzipLabels
from errands.backends.system_clock import SystemClock
from errands.contracts.label import Label, StepKey
from errands.labels.agreement import agreement
from errands.labels.book import LabelBook
from errands.labels.consensus import is_right
from learning.grade import read_grades
from learning.graders.mark import Mark, StepGrade

LEAST_KAPPA: Final = 0.6
"""From here on agreement is called substantial (Landis and Koch 1977)."""
LEAST_ITEMS: Final = 30
"""Steps that both have judged; from fewer nobody can tell."""


class Standing(BaseModel):
    """How one grader does against people. Steps it was unsure of don't count."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    items: int
    same: int
    kappa: float | None
    unsure: int

    @property
    def is_used(self) -> bool:
        enough = self.items >= LEAST_ITEMS
        return enough and self.kappa is not None and self.kappa >= LEAST_KAPPA


class Calibration(BaseModel):
    """The file that tells later steps which graders to trust."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    graders: dict[str, Standing]

    @property
    def used(self) -> frozenset[str]:
        return frozenset(name for name, standing in self.graders.items() if standing.is_used)


def main(
    grades: Annotated[Path, typer.Option(help="JSON lines of learning.grade.")],
    recordings: Annotated[str, typer.Option(help="Where recordings and their labels are kept.")],
    output: Annotated[Path, typer.Option(help="JSON file.")],
) -> None:
    """Compare each grader with what people said of the same steps."""
    found = calibrated(read_grades(grades), asyncio.run(labels_in(recordings)))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(found.model_dump_json(indent=1) + "\n")
    Console().print(_table(found))


def calibrated(grades: Iterable[StepGrade], labels: Iterable[Label]) -> Calibration:
    """Of each grader, its standing; a step counts once, by what most labelers say."""
    book = LabelBook.of(labels)
    marks: dict[str, list[tuple[Mark, bool]]] = defaultdict(list)
    for grade in grades:
        right = is_right(book.said(StepKey(grade.session, grade.turn, grade.number)))
        if right is not None:
            marks[grade.grader].append((grade.opinion.mark, right))
    return Calibration(graders={name: _standing(pairs) for name, pairs in sorted(marks.items())})


def _standing(pairs: list[tuple[Mark, bool]]) -> Standing:
    sure = [(mark is Mark.GOOD, right) for mark, right in pairs if mark is not Mark.UNSURE]
    found = agreement(sure)
    return Standing(
        items=found.items, same=found.same, kappa=found.kappa, unsure=len(pairs) - len(sure)
    )


async def labels_in(recordings: str) -> list[Label]:
    store = GzipLabels(LinePlace.at(recordings), SystemClock())
    return [label async for label in store.read()]


def _table(found: Calibration) -> Table:
    table = Table("grader", "steps", "agrees", "kappa", "unsure", "used")
    for name, one in found.graders.items():
        share = f"{one.same / one.items:.0%}" if one.items else ""
        kappa = f"{one.kappa:.2f}" if one.kappa is not None else ""
        used = "yes" if one.is_used else "no"
        table.add_row(name, str(one.items), share, kappa, str(one.unsure), used)
    return table


if __name__ == "__main__":
    typer.run(main)
