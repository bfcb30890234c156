"""What changes in a training: an adapter's weights, the optimizer's state, the losses so far."""

from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

WARM_UP: Final = 0.08
"""Share of the steps in which the learning rate rises."""
LONGEST_GRADIENT: Final = 1.0
CHECKPOINT: Final = "checkpoint.pt"


class Learner:
    """AdamW over 32-bit copies of the weights that learn, in one cycle of `steps` updates.

    The model computes with its own, in 16 bits where the processor knows them: there a small
    update would be rounded away (Micikevicius et al. 2018, "Mixed Precision Training", 3.1).
    """

    def __init__(self, model: nn.Module, rate: float, steps: int) -> None:
        self._weights = {n: p for n, p in model.named_parameters() if p.requires_grad}
        self._copies = {n: p.detach().float().clone() for n, p in self._weights.items()}
        self._optimizer = torch.optim.AdamW(
            list(self._copies.values()), lr=rate, weight_decay=0.0, betas=(0.9, 0.98)
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer,
            max_lr=rate,
            total_steps=steps,
            pct_start=WARM_UP,
            cycle_momentum=False,
        )
        self.losses: list[float] = []

    def learn(self, loss: Tensor) -> None:
        """One update; `loss` is a number that still knows where it comes from."""
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._weights.values(), LONGEST_GRADIENT)
        for name, weight in self._weights.items():
            self._copies[name].grad = None if weight.grad is None else weight.grad.float()
            weight.grad = None
        self._optimizer.step()
        self._schedule.step()
        self._write_back()
        self.losses.append(loss.item())

    def save(self, folder: Path) -> None:
        state = {
            "weights": self._copies,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "losses": self.losses,
        }
        torch.save(state, folder / "checkpoint.tmp")
        (folder / "checkpoint.tmp").rename(folder / CHECKPOINT)

    def resume(self, folder: Path) -> None:
        """Goes on where the training that saved in this folder was; afresh where none did."""
        if not (folder / CHECKPOINT).exists():
            return
        state = torch.load(folder / CHECKPOINT, weights_only=True)
        for name, copy in self._copies.items():
            copy.copy_(state["weights"][name])
        self._write_back()
        self._optimizer.load_state_dict(state["optimizer"])
        self._schedule.load_state_dict(state["schedule"])
        self.losses = list(state["losses"])

    def _write_back(self) -> None:
        with torch.no_grad():
            for name, weight in self._weights.items():
                weight.copy_(self._copies[name])
