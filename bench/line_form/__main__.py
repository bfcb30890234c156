"""Which way of writing a line lets the served model point best: `make bench-line-form`.

One adapter a form is trained on the same pages and judged on others, each token of a line given
the right ones before it: what is right so is right under greedy decoding too.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from bench.interval import rate
from bench.line_form.form import Form
from bench.line_form.samples import Kind, samples
from learning import train
from learning.sample import Sample, write_samples

_RESULTS: Final = Path("bench/line_form/RESULTS.md")
_NOTE: Final = """# The form of a line

`make bench-line-form`: {learn} pages to learn from, one pass, rank {rank}; \
{judge} others to judge by. Exact lines, with 95% intervals (Wilson).

| form | click | fill | ask | all |
|---|---|---|---|---|
"""
_RANK: Final = 16


def main(
    base: Annotated[Path, typer.Option(help="Folder of the base model.")],
    work: Annotated[Path, typer.Option(help="Folder for samples, adapters, checkpoints.")],
    learn: Annotated[int, typer.Option(help="Pages to learn from.")] = 1500,
    judge: Annotated[int, typer.Option(help="Pages to judge by.")] = 450,
) -> None:
    """Train and judge each form; a run that was cut off goes on from its last checkpoint."""
    note = _NOTE.format(learn=learn, judge=judge, rank=_RANK)
    for form in Form:
        note += _row(form, base, work / form, (learn, judge)) + "\n"
        typer.echo(note)
    _RESULTS.write_text(note)


def _row(form: Form, base: Path, folder: Path, counts: tuple[int, int]) -> str:
    learned, judged = folder / "learn.jsonl", folder / "judge.jsonl"
    unseen = list(samples(form, counts[1], "judge"))
    write_samples(learned, list(samples(form, counts[0], "learn")))
    write_samples(judged, unseen)
    adapter = folder / "adapter"
    train.main([learned], judged, base, adapter, rank=_RANK, epochs=1, rate=5e-4)
    kinds = [[s for s in unseen if s.id.startswith(kind)] for kind in Kind]
    cells = " | ".join(_rate(adapter, base, chosen) for chosen in (*kinds, unseen))
    return f"| {form} | {cells} |"


def _rate(adapter: Path, base: Path, chosen: list[Sample]) -> str:
    return rate(*train.judged(base, adapter, chosen))


if __name__ == "__main__":
    typer.run(main)
