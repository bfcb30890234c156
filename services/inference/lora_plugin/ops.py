"""Apply several adapters to one batch with two dense products a layer.

Every slot's matrices lie side by side in one block: `down` is (slots, ranks, inputs),
`up` is (slots, ranks, outputs), where `ranks` counts all slices of a fused projection
(q, k and v; gate and up). A slice's `up` rows are zero outside its own columns, so one
product fills the whole fused output.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import torch
from torch import Tensor

BASE: Final = -1
"""The slot of rows without an adapter."""
MOST_RUNS: Final = 4
"""More short runs than this cost more in separate small products than one masked product does."""
LONG_RUN: Final = 16
"""Rows from which a product of their own is worth its call, whatever stands beside them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring rows of a batch that use the same slot."""

    start: int
    stop: int
    slot: int

    @property
    def rows(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class MaskedRows:
    """Rows that alternate between slots `first` to `last`, and which of those are not theirs."""

    start: int
    stop: int
    first: int
    last: int
    foreign: Tensor


RowPlan = tuple[Run | MaskedRows, ...]


def plan_rows(slots: Sequence[int]) -> RowPlan:
    """Decide how to compute a batch, given each row's slot (-1: no adapter).

    A prompt's rows are long runs, computed by themselves; the rows of requests that write a token
    each are short ones, computed together.
    """
    plan: list[Run | MaskedRows] = []
    short: list[Run] = []
    for run in _runs(slots):
        if run.rows < LONG_RUN:
            short.append(run)
            continue
        plan += _together(short)
        short = []
        if run.slot != BASE:
            plan.append(run)
    return (*plan, *_together(short))


def _runs(slots: Sequence[int]) -> Iterator[Run]:
    start = 0
    for slot, rows in groupby(slots):
        stop = start + sum(1 for _ in rows)
        yield Run(start, stop, slot)
        start = stop


def _together(short: Sequence[Run]) -> RowPlan:
    adapted = tuple(run for run in short if run.slot != BASE)
    if len(adapted) <= MOST_RUNS:
        return adapted
    first, last = min(run.slot for run in adapted), max(run.slot for run in adapted)
    between = [run for run in short if adapted[0].start <= run.start < adapted[-1].stop]
    slots = torch.tensor([run.slot for run in between for _ in range(run.rows)])
    foreign = slots.unsqueeze(1) != torch.arange(first, last + 1)
    return (MaskedRows(between[0].start, between[-1].stop, first, last, foreign.unsqueeze(2)),)


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
        for part in plan:
            whole = part.start == 0 and part.stop == len(inputs)
            # A view costs as much as a small product.
            own_output = output if whole else output[part.start : part.stop]
            own_inputs = inputs if whole else inputs[part.start : part.stop]
            match part:
                case Run(slot=slot):
                    down, up = self._by_slot[slot]
                    own_output.addmm_(own_inputs.mm(down), up)
                case MaskedRows():
                    self._add_masked(own_output, own_inputs, part)

    def _add_masked(self, output: Tensor, inputs: Tensor, rows: MaskedRows) -> None:
        down = self.down[rows.first : rows.last + 1]
        up = self.up[rows.first : rows.last + 1]
        hidden = inputs.mm(down.flatten(0, 1).t())
        hidden.view(len(inputs), len(down), -1).masked_fill_(rows.foreign, 0)
        output.addmm_(hidden, up.flatten(0, 1))


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
    for part in plan:
        own_output, own_inputs = output[part.start : part.stop], inputs[part.start : part.stop]
        match part:
            case Run(slot=slot):
                own_output += _product(own_inputs, down, up, slot)
            case MaskedRows(first=first, last=last, foreign=foreign):
                for slot in range(first, last + 1):
                    rows = (~foreign[:, slot - first, 0]).nonzero().flatten()
                    added = _product(own_inputs[rows], down, up, slot).to(output.dtype)
                    own_output.index_add_(0, rows, added)


def _product(inputs: Tensor, down: Tensor | None, up: Tensor, slot: int) -> Tensor:
    hidden = inputs if down is None else inputs @ _matrix(down, slot).t()
    own_up = _matrix(up, slot)
    return hidden.to(own_up.dtype) @ own_up.t()


def _matrix(stacked: Tensor, slot: int) -> Tensor:
    own = stacked[slot]
    return own[0] if own.dim() == 3 else own  # noqa: PLR2004
