"""The samples that an adapter has still to learn: where it would write another line."""

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.progress import track
from transformers import AutoTokenizer

from learning.begun import Begun
from learning.encoded import encode, exact_lines
from learning.lora import with_lora
from learning.sample import Sample, read_samples, write_samples


class _Verdict(BaseModel):
    text: str
    known: bool


def main(
    samples: Annotated[list[Path], typer.Option(help="Samples of a skill; may be repeated.")],
    base: Annotated[Path, typer.Option(help="Folder of the base model.")],
    adapter: Annotated[Path, typer.Option(help="Folder of the adapter that is to go on.")],
    output: Annotated[Path, typer.Option(help="Those that are hard for it, and some others.")],
    others: Annotated[
        float, typer.Option(min=0, max=1, help="The share that stays of what it knows.")
    ] = 0.25,
    seed: Annotated[int, typer.Option(help="Of the draw of others.")] = 1,
) -> None:
    """Keep what an adapter gets wrong, and a share of what it knows, lest that be forgotten.

    A sample is hard where one of its lines isn't what the adapter would write, each token given
    the right ones before it. A run that was cut off goes on. Learning from hard examples alone
    is Shrivastava et al. 2016, "Training region-based object detectors with online hard example
    mining"; here they are found once, before the training.
    """
    read = [sample for path in samples for sample in read_samples(path)]
    known = _known(read, base, adapter, output.with_suffix(".known"))
    rng = random.Random(seed)  # noqa: S311 a draw, not a secret
    kept = [sample for sample in read if not known[sample.text] or rng.random() < others]
    write_samples(output, kept)
    told = Counter("known" if known[sample.text] else "hard" for sample in kept)
    typer.echo(f"{output}: of {len(read)} samples {told['hard']} hard, {told['known']} known")


def _known(samples: Iterable[Sample], base: Path, adapter: Path, verdicts: Path) -> dict[str, bool]:
    """Whether the adapter writes every line of a sample, by its text; kept as far as it came."""
    begun = Begun(verdicts, _Verdict)
    known = {verdict.text: verdict.known for verdict in begun.read()}
    left = [sample for sample in samples if sample.text not in known]
    if not left:
        return known
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = with_lora(base, 0, adapter)
    for sample in track(left, description="judged"):
        right, lines = exact_lines(model, [encode(sample, tokenizer)])
        known[sample.text] = right == lines
        begun.add(_Verdict(text=sample.text, known=right == lines))
    return known


if __name__ == "__main__":
    typer.run(main)
