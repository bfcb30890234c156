"""LoRA on the served base model: one adapter a skill, loss on the model's own lines only."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from peft import LoraConfig, PeftModel, get_peft_model
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from errands.backends.processor import multiplies_bfloat16
from learning.sample import Sample, read_samples

MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
WARM_UP = 0.08
"""Share of the steps in which the learning rate rises."""
MAX_TOKENS = 1400


@dataclass(frozen=True, slots=True)
class Encoded:
    """`ids[i]` is a target where `wanted[i]` is true."""

    ids: list[int]
    wanted: list[bool]


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
    start: Annotated[Path | None, typer.Option(help="Adapter to go on from.")] = None,
) -> None:
    """Train one adapter; a run that was cut off goes on from its last checkpoint."""
    recipe = Recipe(rank=rank, epochs=epochs, batch=batch, rate=rate, seed=seed)
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = _with_lora(base, recipe, start)
    learn = [encode(sample, tokenizer) for path in train for sample in read_samples(path)]
    judge = [encode(sample, tokenizer) for sample in read_samples(valid)]
    losses = _train(model, learn, recipe, output)
    right, lines = exact_lines(model, judge)
    save_adapter(model, output)
    report = {
        "rank": rank,
        "epochs": epochs,
        "batch": batch,
        "rate": rate,
        "seed": seed,
        "train_samples": len(learn),
        "train_tokens": sum(len(e.ids) for e in learn),
        "first_loss": losses[0],
        "last_loss": sum(losses[-10:]) / len(losses[-10:]),
        "valid_lines": lines,
        "valid_lines_right": right,
    }
    (output / "training.json").write_text(json.dumps({**report, "losses": losses}) + "\n")
    typer.echo(json.dumps(report, indent=1))


def encode(sample: Sample, tokenizer: PreTrainedTokenizerBase) -> Encoded:
    """Tokens of a sample, cut at the left where it is too long."""
    tokens = tokenizer(sample.text, return_offsets_mapping=True, add_special_tokens=False)
    wanted = [
        any(start <= left and right <= end for start, end in sample.targets)
        for left, right in tokens["offset_mapping"]
    ]
    return Encoded(tokens["input_ids"][-MAX_TOKENS:], wanted[-MAX_TOKENS:])


def _base(folder: Path) -> PreTrainedModel:
    dtype = torch.bfloat16 if multiplies_bfloat16() else torch.float32
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    return model


def _with_lora(base: Path, recipe: Recipe, start: Path | None) -> PeftModel:
    model = _base(base)
    if start is not None:
        return PeftModel.from_pretrained(
            model, str(start), is_trainable=True, autocast_adapter_dtype=False
        )
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        target_modules=list(MODULES),
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(model, config, autocast_adapter_dtype=False)


def _train(model: PeftModel, data: list[Encoded], recipe: Recipe, output: Path) -> list[float]:
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=recipe.rate, weight_decay=0.0, betas=(0.9, 0.98))
    plan = list(_batches(data, recipe))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=recipe.rate,
        total_steps=len(plan),
        pct_start=WARM_UP,
        cycle_momentum=False,
    )
    losses = _resume(model, optimizer, schedule, output)
    model.train()
    columns = (TextColumn("loss {task.fields[loss]:.3f}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn()) as bar:
        task = bar.add_task("", total=len(plan), completed=len(losses), loss=0.0)
        for batch in plan[len(losses) :]:
            loss = _loss(model, batch)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            bar.update(task, advance=1, loss=sum(losses[-20:]) / len(losses[-20:]))
            if len(losses) % 50 == 0:
                _checkpoint(model, optimizer, schedule, losses, output)
    return losses


def _batches(data: list[Encoded], recipe: Recipe) -> Iterator[list[Encoded]]:
    """Samples of like length together, batches in random order."""
    rng = random.Random(recipe.seed)  # noqa: S311 an order, not a secret
    for _ in range(recipe.epochs):
        order = sorted(data, key=lambda e: (len(e.ids) // 48, rng.random()))
        groups = [order[i : i + recipe.batch] for i in range(0, len(order), recipe.batch)]
        rng.shuffle(groups)
        yield from groups


def _padded(batch: list[Encoded]) -> tuple[Tensor, Tensor]:
    """Ids and targets, padded at the right: what comes after can't be seen by causal attention.

    So no mask is needed, and attention without one is faster.
    """
    longest = max(len(e.ids) for e in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    wanted = torch.zeros(len(batch), longest, dtype=torch.bool)
    for row, encoded in enumerate(batch):
        ids[row, : len(encoded.ids)] = torch.tensor(encoded.ids)
        wanted[row, : len(encoded.ids)] = torch.tensor(encoded.wanted)
    return ids, wanted


def _target_logits(model: PeftModel, batch: list[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Logits at the targets only: the vocabulary is the largest part of this model."""
    ids, wanted = _padded(batch)
    inner: Any = model.get_base_model()  # torch types a module's parts as tensors
    hidden = inner.model(input_ids=ids).last_hidden_state
    before = wanted[:, 1:]
    logits = inner.lm_head(hidden[:, :-1][before]).float()
    return logits, ids[:, 1:][before], before


def _loss(model: PeftModel, batch: list[Encoded]) -> Tensor:
    logits, labels, _ = _target_logits(model, batch)
    return functional.cross_entropy(logits, labels)


def exact_lines(model: PeftModel, data: list[Encoded]) -> tuple[int, int]:
    """How many of the lines the model would write exactly, each token given the right ones."""
    model.eval()
    right = lines = 0
    with torch.no_grad():
        for encoded in data:
            logits, labels, before = _target_logits(model, [encoded])
            hits = iter((logits.argmax(-1) == labels).tolist())
            line: list[bool] = []
            for is_target in [*before[0].tolist(), False]:
                if is_target:
                    line.append(next(hits))
                elif line:
                    lines, right, line = lines + 1, right + all(line), []
    return right, lines


def judge_adapter(base: Path, adapter: Path, samples: list[Sample]) -> tuple[int, int]:
    """How many lines of the samples a finished adapter would write exactly, and of how many."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = PeftModel.from_pretrained(_base(base), str(adapter))
    return exact_lines(model, [encode(sample, tokenizer) for sample in samples])


def save_adapter(model: PeftModel, output: Path) -> None:
    """In the form of peft itself, weights in bfloat16."""
    model.peft_config["default"].base_model_name_or_path = "smollm2-135m-instruct"
    # Left to itself, peft looks on a hub whether the vocabulary has grown.
    model.save_pretrained(str(output), save_embedding_layers=False)
    path = output / "adapter_model.safetensors"
    small = {name: weight.to(torch.bfloat16) for name, weight in load_file(path).items()}
    save_file(small, path, metadata={"format": "pt"})


def _checkpoint(
    model: PeftModel,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    losses: list[float],
    output: Path,
) -> None:
    weights = {n: p for n, p in model.named_parameters() if p.requires_grad}
    state = {
        "weights": weights,
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "losses": losses,
    }
    torch.save(state, output / "checkpoint.tmp")
    (output / "checkpoint.tmp").rename(output / "checkpoint.pt")


def _resume(
    model: PeftModel,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    output: Path,
) -> list[float]:
    path = output / "checkpoint.pt"
    if not path.exists():
        return []
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["weights"], strict=False)
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return list(state["losses"])


if __name__ == "__main__":
    typer.run(main)
