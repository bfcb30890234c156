"""`python -m learning.focus`: teach the focus picker which part of a page is needed next."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from errands.agent.view.picker import Rules
from errands.backends.archived_lines import LinePlace
from errands.backends.model_tokens import tokens_of
from errands.backends.picker_file import PICKER, PickerFile
from errands.backends.recordings import GzipRecordings
from errands.backends.system_clock import SystemClock
from errands.contracts.ports import Tokens
from errands.contracts.recording import Recording
from learning.episode import episodes_to_learn_of
from learning.focus.bm25 import Bm25
from learning.focus.choice import choices_of
from learning.focus.example import Example
from learning.focus.fit import Told, fit, told
from learning.focus.judge import BUDGETS, Verdict, held_out, judge
from learning.focus.pointed import read_pointed
from learning.focus.recorded import recorded
from learning.focus.written import written


def main(
    model: Annotated[Path, typer.Option(help="Folder of the served model, for its tokenizer.")],
    output: Annotated[Path, typer.Option(help="The weights; the shipped ones without.")] = PICKER,
    pages: Annotated[int, typer.Option(help="Pages of each kind.")] = 8,
    seed: Annotated[int, typer.Option()] = 1,
    pointed: Annotated[
        list[Path] | None, typer.Option(help="Recorded web tasks, to learn from too.")
    ] = None,
    episodes: Annotated[
        list[Path] | None, typer.Option(help="Files of learning.record, to learn from too.")
    ] = None,
    recordings: Annotated[
        list[str] | None, typer.Option(help="Places of served recordings, to learn from too.")
    ] = None,
) -> None:
    """Write pages, learn from them, and tell how well families that were held out are served."""
    tokens = tokens_of(model)
    examples = list(written(pages, seed))
    for path in pointed or ():
        examples += read_pointed(path)
    played = list(_played(episodes or (), recordings or ()))
    with Progress(transient=True) as bar:
        reading = bar.track(list(choices_of(examples, tokens)), description="features")
        choices = [told(choice) for choice in reading]
        choices += [told(choice) for choice in recorded(played, tokens)]
        lines = list(_judged(choices, examples, tokens, seed, bar))
    weights = fit(choices, seed)
    made_of = Counter(choice.family for choice in choices)
    PickerFile(made_from=made_of, weights=weights).write(output)
    typer.echo("\n".join(lines))
    typer.echo(json.dumps({"choices": made_of, "sha256": _digest(output)}, indent=1))


def _played(episodes: Sequence[Path], places: Sequence[str]) -> Iterator[Recording]:
    for path in episodes:
        for episode in episodes_to_learn_of(path):
            yield from episode.recordings if episode.ok else ()
    for place in places:
        yield from asyncio.run(_read(LinePlace.at(place)))


async def _read(place: LinePlace) -> list[Recording]:
    return [recording async for recording in GzipRecordings(place, SystemClock()).read()]


def _judged(
    choices: Sequence[Told],
    examples: Sequence[Example],
    tokens: Tokens,
    seed: int,
    bar: Progress,
) -> Iterator[str]:
    """Held-out families by the others, and what needs no learning beside them."""
    families = dict.fromkeys(example.family for example in examples)
    task = bar.add_task("judging", total=len(families) + 2)
    verdicts = list(held_out(choices, examples, tokens, seed, lambda _: bar.advance(task)))
    yield "| shown | of | " + " | ".join(f"{room} tokens" for room in BUDGETS) + " |"
    yield "|---|---|" + "---|" * len(BUDGETS)
    for verdict in verdicts:
        yield _line(verdict)
    yield _line(_sum("all, learned from the others", verdicts))
    for name, picker in (("all, BM25", Bm25()), ("all, rules", Rules())):
        yield _line(judge(name, picker, examples, tokens))
        bar.advance(task)


def _sum(name: str, verdicts: Sequence[Verdict]) -> Verdict:
    shown = {room: sum(each.shown[room] for each in verdicts) for room in BUDGETS}
    return Verdict(name, sum(each.of for each in verdicts), shown)


def _line(verdict: Verdict) -> str:
    rates = (f"{verdict.shown[room] / verdict.of:.1%}" for room in BUDGETS)
    return f"| {verdict.name} | {verdict.of} | " + " | ".join(rates) + " |"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    typer.run(main)
