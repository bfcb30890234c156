"""Apply several adapters to one batch with two dense products a layer.

Every slot's matrices lie side by side in one block: `down` is (slots, ranks, inputs),
`up` is (slots, ranks, outputs), where `ranks` counts all slices of a fused projection
(q, k and v; gate and up). A slice's `up` rows are zero outside its own columns, so one
product fills the whole fused output.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

# More runs than this cost more in separate small products than one masked product does.
MOST_RUNS: Final = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring rows of a batch that use the same slot."""

    start: int
    stop: int
    slot: int


@dataclass(frozen=True, slots=True)
class MaskedRows:
    """Rows that alternate between slots `first` to `last`, and which of those are not theirs."""

    rows: int
    first: int
    last: int
    foreign: Tensor


RowPlan = tuple[Run, ...] | MaskedRows


def plan_rows(slots: Sequence[int]) -> RowPlan:
    """Decide how to compute a batch, given each row's slot (-1: no adapter)."""
    runs = _runs(slots)
    if len(runs) <= MOST_RUNS:
        return runs
    first = min(run.slot for run in runs)
    last = max(run.slot for run in runs)
    if first == last and len(slots) == sum(run.stop - run.start for run in runs):
        return (Run(0, len(slots), first),)
    candidates = torch.arange(first, last + 1)
    foreign = torch.tensor(slots).unsqueeze(1) != candidates
    return MaskedRows(len(slots), first, last, foreign.unsqueeze(2))


def _runs(slots: Sequence[int]) -> tuple[Run, ...]:
    runs: list[Run] = []
    start = 0
    for row in range(1, len(slots) + 1):
        if row < len(slots) and slots[row] == slots[start]:
            continue
        if slots[start] >= 0:
            runs.append(Run(start, row, slots[start]))
        start = row
    return tuple(runs)


class PackedAdapters:
    """All slots' matrices of one layer, with the layer's own tensors as views into them."""

    def __init__(
        self, down: Sequence[Tensor], up: Sequence[Tensor], output_slices: Sequence[int]
    ) -> None:
        """Take the weights over: writing to `down` and `up` keeps writing to this block."""
        # The first step packs, in inference mode; adapters are loaded later, outside of it, and
        # could not be written to a block that was made inside.
        with torch.inference_mode(mode=False), torch.no_grad():
            self._take_over(down, up, output_slices)
        # Slicing anew for every layer and step would cost as much as a small product.
        self._by_slot = [(self.down[slot].t(), self.up[slot]) for slot in range(len(self.down))]

    def _take_over(
        self, down: Sequence[Tensor], up: Sequence[Tensor], output_slices: Sequence[int]
    ) -> None:
        slots, _, rank, inputs = down[0].shape
        ranks, outputs = rank * len(down), sum(output_slices)
        self.down = down[0].new_zeros((slots, ranks, inputs))
        self.up = up[0].new_zeros((slots, ranks, outputs))
        column = 0
        for index, (own_down, own_up) in enumerate(zip(down, up, strict=True)):
            rows = slice(index * rank, (index + 1) * rank)
            columns = slice(column, column + output_slices[index])
            _rehome(own_down, self.down[:, rows].unsqueeze(1))
            _rehome(own_up, self.up[:, rows, columns].transpose(1, 2).unsqueeze(1))
            column += output_slices[index]

    def add_to(self, output: Tensor, inputs: Tensor, plan: RowPlan) -> None:
        """Add to each row of `output` what its own adapter makes of the row of `inputs`."""
        if isinstance(plan, MaskedRows):
            self._add_masked(output, inputs, plan)
            return
        for run in plan:
            down, up = self._by_slot[run.slot]
            if run.start == 0 and run.stop == len(inputs):
                output.addmm_(inputs.mm(down), up)
            else:
                rows = slice(run.start, run.stop)
                output[rows].addmm_(inputs[rows].mm(down), up)

    def _add_masked(self, output: Tensor, inputs: Tensor, plan: MaskedRows) -> None:
        down = self.down[plan.first : plan.last + 1]
        up = self.up[plan.first : plan.last + 1]
        hidden = inputs[: plan.rows].mm(down.flatten(0, 1).t())
        hidden.view(plan.rows, len(down), -1).masked_fill_(plan.foreign, 0)
        output[: plan.rows].addmm_(hidden, up.flatten(0, 1))


def _rehome(tensor: Tensor, view: Tensor) -> None:
    if tensor.shape != view.shape:
        message = f"adapter buffer {tuple(tensor.shape)} does not fit {tuple(view.shape)}"
        raise ValueError(message)
    view.copy_(tensor)
    # The layer keeps this very tensor object and copies each new adapter into it.
    tensor.data = view


def add_rows(
    output: Tensor, inputs: Tensor, down: Tensor | None, up: Tensor, plan: RowPlan
) -> None:
    """Do the same for an unpacked pair, or for `up` alone; for layers that are seldom adapted."""
    if isinstance(plan, MaskedRows):
        for slot in range(plan.first, plan.last + 1):
            rows = (~plan.foreign[:, slot - plan.first, 0]).nonzero().flatten()
            output.index_add_(0, rows, _product(inputs[rows], down, up, slot).to(output.dtype))
        return
    for run in plan:
        own = slice(run.start, run.stop)
        output[own] += _product(inputs[own], down, up, run.slot)


def _product(inputs: Tensor, down: Tensor | None, up: Tensor, slot: int) -> Tensor:
    hidden = inputs if down is None else inputs @ _matrix(down, slot).t()
    own_up = _matrix(up, slot)
    return hidden.to(own_up.dtype) @ own_up.t()


def _matrix(stacked: Tensor, slot: int) -> Tensor:
    own = stacked[slot]
    return own[0] if own.dim() == 3 else own  # noqa: PLR2004
