"""`python -m bench.ideas`: what each idea of learning is worth, by training with and without it."""

import asyncio
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Annotated

import typer
from tokenizers import Tokenizer

from bench.ideas.idea import SEED, Idea, Material, sides
from bench.ideas.learned import Learned, learned
from bench.ideas.lesson import Side
from bench.interval import rate
from bench.results import write_section
from learning.casting import Casting
from learning.days import TODAY
from learning.episode import Episode, read_episodes
from learning.record import record
from learning.sample import Sample
from learning.script import Persona

ROOT = Path(__file__).resolve().parents[2]
JUDGED = 4
"""One conversation in so many is not learned from."""
SPLICED = 0.3


def main(
    model: Annotated[Path, typer.Option(help="Folder of the base model.")],
    work: Annotated[Path, typer.Option(help="Goes on where a run was cut off.")] = Path(
        "var/bench/ideas"
    ),
    episodes: Annotated[int, typer.Option(help="Conversations to record.")] = 48,
    ideas: Annotated[list[Idea] | None, typer.Option(help="All, unless some are named.")] = None,
    seed: Annotated[int, typer.Option(help="Of the trainings.")] = 1,
    write: Annotated[bool, typer.Option(help="Renew the section of RESULTS.md.")] = True,  # noqa: FBT002 a flag
) -> None:
    """Records conversations, trains two sides an idea, and counts the lines they get right."""
    material = _material(_recorded(work, episodes), model)
    rows = [(idea, *_compared(idea, material, model, work, seed)) for idea in ideas or Idea]
    lines = list(_report(rows, len(material.learn), len(material.judge)))
    typer.echo("\n".join(lines))
    if write:
        write_section(ROOT / "bench/RESULTS.md", "make bench-ideas", lines)


def _recorded(work: Path, count: int) -> list[Episode]:
    path = work / "episodes.jsonl"
    scripts = Casting(personas=tuple(Persona), spliced=SPLICED).scripts(count, SEED, TODAY)
    asyncio.run(record(path, scripts, 3))
    wanted = {script.id for script in scripts}
    return [e for e in read_episodes(path) if e.ok and e.script.id in wanted]


def _material(right: Sequence[Episode], model: Path) -> Material:
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))

    def length(sample: Sample) -> int:
        return len(tokenizer.encode(sample.text).ids)

    ordered = sorted(right, key=lambda episode: episode.script.id)
    judge = ordered[::JUDGED]
    return Material(learn=[e for e in ordered if e not in judge], judge=judge, length=length)


def _compared(
    idea: Idea, material: Material, model: Path, work: Path, seed: int
) -> tuple[Learned, Learned]:
    with_it, without = sides(idea, material)

    def all_of(side: Side) -> Learned:
        return reduce(add, (learned(one, model, work, seed) for one in side))

    return all_of(with_it), all_of(without)


def _report(rows: Sequence[tuple[Idea, Learned, Learned]], learn: int, judge: int) -> Iterator[str]:
    yield f"Adapters of rank 8 that learned once from {learn} recorded hotel conversations, judged"
    yield f"by {judge} others: lines that are exactly the scripted solution's, written without a"
    yield "grammar; 95% intervals. What behind a thought is right is the action alone."
    yield ""
    yield "| idea | tokens with | without | lines right with | without |"
    yield "|---|---:|---:|---:|---:|"
    for idea, told, other in rows:
        yield (
            f"| {idea} | {told.tokens} | {other.tokens} | {rate(told.right, told.lines)} "
            f"| {rate(other.right, other.lines)} |"
        )


if __name__ == "__main__":
    typer.run(main)
