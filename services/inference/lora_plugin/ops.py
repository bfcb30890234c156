"""Apply several adapters to one batch.

Every slot's matrices of a layer lie side by side in one block: `down` is (slots, ranks, inputs),
`up` is (slots, ranks, outputs), where `ranks` counts all slices of a fused projection (q, k and v;
gate and up). A slice's `up` rows are zero outside its own columns, so one product fills the whole
fused output. Many rows of one slot are two dense products; rows that alternate go through a kernel
of our own, or, where there is none, through dense products under a mask.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

import torch
from torch import Tensor

from services.inference.lora_plugin.kernel import ROWS_TOGETHER, Kernel, Layer

BASE: Final = -1
"""The slot of rows without an adapter."""
LONG_RUN: Final = 512
"""Rows from which dense products of their own are as fast as the kernel, or faster."""
LONG_ENOUGH: Final = 32
"""Without the kernel: rows that are worth products of their own."""
MOST_RUNS: Final = 4
"""Without the kernel: more runs cost more in separate small products than one masked does."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring rows of a batch that use the same slot."""

    start: int
    stop: int
    slot: int

    @property
    def rows(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True)
class MixedRows:
    """Rows `start` to `stop`, of which each may use another slot; `runs` are those that use one."""

    start: int
    stop: int
    runs: tuple[Run, ...]

    @cached_property
    def slots(self) -> Tensor:
        """The slot of each row, int32."""
        slots = torch.full((self.stop - self.start,), BASE, dtype=torch.int32)
        for run in self.runs:
            slots[run.start - self.start : run.stop - self.start] = run.slot
        return slots

    @cached_property
    def groups(self) -> Tensor:
        """The rows, counted from `start`, by the slot they use: as `Kernel.add` takes them."""
        by_slot = defaultdict[int, list[int]](list)
        for run in self.runs:
            by_slot[run.slot] += range(run.start - self.start, run.stop - self.start)
        groups = [
            [slot, *rows[start : start + ROWS_TOGETHER]]
            for slot, rows in by_slot.items()
            for start in range(0, len(rows), ROWS_TOGETHER)
        ]
        width = 1 + ROWS_TOGETHER
        return torch.tensor([[*group, *[-1] * (width - len(group))] for group in groups]).int()

    @cached_property
    def used(self) -> range:
        """From the first to the last slot that is used."""
        numbers = [run.slot for run in self.runs]
        return range(min(numbers), max(numbers) + 1)

    @cached_property
    def foreign(self) -> Tensor:
        """Which of the slots in `used` are not a row's own: (rows, slots, 1)."""
        used = torch.tensor(self.used, dtype=torch.int32)
        return (self.slots.unsqueeze(1) != used).unsqueeze(2)


RowPlan = tuple[Run | MixedRows, ...]


def plan_rows(slots: Sequence[int], long_run: int = LONG_RUN) -> RowPlan:
    """Decide how to compute a batch, given each row's slot (-1: no adapter).

    Runs of at least `long_run` rows, as long prompts have, are computed by themselves; the others,
    down to the single rows of requests that write a token each, are computed together.
    """
    plan: list[Run | MixedRows] = []
    short: list[Run] = []
    for run in _runs(slots):
        if run.rows < long_run:
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
    return (MixedRows(adapted[0].start, adapted[-1].stop, adapted),) if adapted else ()


class PackedAdapters:
    """All slots' matrices of one layer, with the layer's own tensors as views into them."""

    def __init__(
        self,
        down: Sequence[Tensor],
        up: Sequence[Tensor],
        output_slices: Sequence[int],
        kernel: Kernel | None = None,
    ) -> None:
        """Take the weights over: writing to `down` and `up` keeps writing to this block."""
        # Adapters are loaded outside of inference mode, and could not be written to a block that
        # was made inside.
        with torch.inference_mode(mode=False), torch.no_grad():
            self._take_over(down, up, output_slices)
        self._kernel = kernel
        self._ends = torch.tensor(output_slices).cumsum(0)
        self._layer = Layer.of(self.down, self.up, self._ends)
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
            own_output = output[part.start : part.stop]
            own_inputs = inputs[part.start : part.stop]
            match part:
                case Run(slot=slot):
                    self._add_run(own_output, own_inputs, slot)
                case MixedRows() if self._kernel and self._kernel.suits(
                    own_output, own_inputs, self.down
                ):
                    self._kernel.add(own_output, own_inputs, self._layer, part.groups)
                case MixedRows(runs=runs) if len(runs) <= MOST_RUNS:
                    for run in runs:
                        self._add_run(
                            output[run.start : run.stop], inputs[run.start : run.stop], run.slot
                        )
                case MixedRows():
                    self._add_masked(own_output, own_inputs, part)

    def _add_run(self, output: Tensor, inputs: Tensor, slot: int) -> None:
        down, up = self._by_slot[slot]
        output.addmm_(inputs.mm(down), up)

    def _add_masked(self, output: Tensor, inputs: Tensor, rows: MixedRows) -> None:
        down = self.down[rows.used.start : rows.used.stop]
        up = self.up[rows.used.start : rows.used.stop]
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
        for run in part.runs if isinstance(part, MixedRows) else (part,):
            own = slice(run.start, run.stop)
            output[own] += _product(inputs[own], down, up, run.slot)


def _product(inputs: Tensor, down: Tensor | None, up: Tensor, slot: int) -> Tensor:
    hidden = inputs if down is None else inputs @ _matrix(down, slot).t()
    own_up = _matrix(up, slot)
    return hidden.to(own_up.dtype) @ own_up.t()


def _matrix(stacked: Tensor, slot: int) -> Tensor:
    own = stacked[slot]
    return own[0] if own.dim() == 3 else own  # noqa: PLR2004
