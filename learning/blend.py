"""Between an adapter and what it became by learning on: what was learned, and less forgotten."""

import json
import shutil
from pathlib import Path
from typing import Annotated, Final

import torch
import typer
from safetensors.torch import load_file, save_file
from torch import Tensor

_WEIGHTS: Final = "adapter_model.safetensors"
_CONFIG: Final = "adapter_config.json"


def main(
    before: Annotated[Path, typer.Option(help="Folder of the adapter that was gone on from.")],
    after: Annotated[Path, typer.Option(help="Folder of what it became.")],
    output: Annotated[Path, typer.Option(help="Folder of the adapter between them.")],
    share: Annotated[float, typer.Option(min=0, max=1, help="How much of the way.")] = 0.5,
) -> None:
    """Write the adapter that lies on the way from one to the other.

    Its weights are the weighted means of theirs, which is only meant for an adapter and what was
    trained from it (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
    """
    ours, theirs = load_file(before / _WEIGHTS), load_file(after / _WEIGHTS)
    if _forms(ours) != _forms(theirs):
        raise typer.BadParameter(f"{before} and {after} differ in their layers or their rank")
    output.mkdir(parents=True, exist_ok=True)
    between = {name: _mean(weight, theirs[name], share) for name, weight in ours.items()}
    save_file(between, output / _WEIGHTS, metadata={"format": "pt"})
    shutil.copy(after / _CONFIG, output / _CONFIG)
    typer.echo(json.dumps({"share": share, "moved": round(_distance(ours, theirs), 3)}))


def _mean(before: Tensor, after: Tensor, share: float) -> Tensor:
    return torch.lerp(before.float(), after.float(), share).to(after.dtype)


def _forms(weights: dict[str, Tensor]) -> dict[str, torch.Size]:
    return {name: weight.shape for name, weight in weights.items()}


def _distance(before: dict[str, Tensor], after: dict[str, Tensor]) -> float:
    """How far the weights have moved, in lengths of what they were."""
    moved = torch.cat([(after[n].float() - w.float()).flatten() for n, w in before.items()])
    length = torch.cat([w.float().flatten() for w in before.values()])
    return float(moved.norm() / length.norm())


if __name__ == "__main__":
    typer.run(main)
