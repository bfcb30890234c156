"""LoRA on the served base model: one adapter a skill, loss on the model's own lines only."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias, TypeVar

import torch
import typer
from peft import PeftModel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from torch import Tensor
from transformers import AutoTokenizer

from learning.curve import draw
from learning.encoded import Encoded, encode, exact_lines, targets_of
from learning.learner import Learner
from learning.lora import learn_upper, save_adapter, with_lora
from learning.pair import read_pairs
from learning.preference import Choice, choice_loss, choices, preferred_share
from learning.sample import Sample, read_samples

PER_CHECKPOINT = 50

Item = TypeVar("Item")
Batch: TypeAlias = list[Encoded] | list[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    rank: int
    epochs: int
    batch: int
    rate: float
    seed: int


def main(  # noqa: PLR0913, PLR0917 the flags of a command
    train: Annotated[list[Path], typer.Option(help="Samples to learn from; may be repeated.")],
    valid: Annotated[Path, typer.Option(help="Samples to judge by.")],
    base: Annotated[Path, typer.Option(help="Folder of the base model.")],
    output: Annotated[Path, typer.Option(help="Folder of the adapter.")],
    rank: Annotated[int, typer.Option()] = 8,
    epochs: Annotated[int, typer.Option()] = 2,
    batch: Annotated[int, typer.Option(help="Samples an update.")] = 4,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 1e-3,
    seed: Annotated[int, typer.Option()] = 1,
    layers: Annotated[
        int, typer.Option(help="Only the last so many layers learn, which is faster; 0: all.")
    ] = 0,
    start: Annotated[Path | None, typer.Option(help="Adapter to go on from.")] = None,
    pairs: Annotated[
        list[Path] | None, typer.Option(help="Pairs to prefer by; may be repeated.")
    ] = None,
) -> None:
    """Train one adapter; a run that was cut off goes on from its last checkpoint."""
    recipe = Recipe(rank=rank, epochs=epochs, batch=batch, rate=rate, seed=seed)
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = with_lora(base, recipe.rank, start)
    if layers:
        learn_upper(model, layers)
    learn = [encode(sample, tokenizer) for path in train for sample in read_samples(path)]
    judge = [encode(sample, tokenizer) for sample in read_samples(valid)]
    compared = [pair for path in pairs or () for pair in read_pairs(path)]
    prefer = choices(model, compared, tokenizer)
    losses = _train(model, list(_batches(learn, prefer, recipe)), recipe, output)
    right, lines = exact_lines(model, judge)
    preferred, of = preferred_share(model, prefer)
    save_adapter(model, output)
    draw(losses, output.name, output / "loss.svg")
    report = {
        "rank": rank,
        "epochs": epochs,
        "batch": batch,
        "rate": rate,
        "seed": seed,
        "layers": layers or model.config.num_hidden_layers,
        "train_samples": len(learn),
        "train_tokens": sum(len(e.ids) for e in learn),
        "pairs": of,
        "pairs_preferred_before": sum(choice.margin > 0 for choice in prefer),
        "pairs_preferred": preferred,
        "first_loss": losses[0],
        "last_loss": sum(losses[-10:]) / len(losses[-10:]),
        "valid_lines": lines,
        "valid_lines_right": right,
    }
    (output / "training.json").write_text(json.dumps({**report, "losses": losses}) + "\n")
    typer.echo(json.dumps(report, indent=1))


def judged(base: Path, adapter: Path, samples: list[Sample]) -> tuple[int, int]:
    """How many lines of the samples a finished adapter would write exactly, and of how many."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = with_lora(base, 0, adapter)
    return exact_lines(model, [encode(sample, tokenizer) for sample in samples])


def _train(model: PeftModel, plan: list[Batch], recipe: Recipe, output: Path) -> list[float]:
    learner = Learner(model, recipe.rate, len(plan))
    learner.resume(output)
    losses = learner.losses
    model.train()
    columns = (TextColumn("loss {task.fields[loss]:.3f}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=len(plan), completed=len(losses), loss=0.0)
        for batch in plan[len(losses) :]:
            learner.learn(_loss(model, batch))
            bar.update(task, advance=1, loss=sum(losses[-20:]) / len(losses[-20:]))
            if len(losses) % PER_CHECKPOINT == 0:
                learner.save(output)
    return losses


def _loss(model: PeftModel, batch: Batch) -> Tensor:
    lines = [one for one in batch if isinstance(one, Encoded)]
    if lines:
        return targets_of(model, lines).losses().mean()
    return choice_loss(model, [one for one in batch if isinstance(one, Choice)])


def _batches(samples: list[Encoded], prefer: list[Choice], recipe: Recipe) -> Iterator[Batch]:
    """Samples of like length together, pairs together, batches in random order."""
    rng = random.Random(recipe.seed)  # noqa: S311 an order, not a secret
    for _ in range(recipe.epochs):
        order = sorted(samples, key=lambda e: (len(e.ids) // 48, rng.random()))
        choices_first = sorted(prefer, key=lambda c: (len(c.better.ids) // 48, rng.random()))
        groups: list[Batch] = [*_groups(order, recipe.batch)]
        groups += _groups(choices_first, max(1, recipe.batch // 2))
        rng.shuffle(groups)
        yield from groups


def _groups(items: Sequence[Item], size: int) -> list[list[Item]]:
    return [list(items[i : i + size]) for i in range(0, len(items), size)]


if __name__ == "__main__":
    typer.run(main)
