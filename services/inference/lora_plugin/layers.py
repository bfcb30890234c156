"""One operator for all adapted layers, so that a compiled model can hold it."""

from collections.abc import Sequence
from typing import Any, Final

import torch
from torch import Tensor
from vllm.lora.layers.base import BaseLayerWithLoRA
from vllm.lora.layers.base_linear import BaseLinearLayerWithLoRA

from services.inference.lora_plugin.kernel import kernel
from services.inference.lora_plugin.ops import LONG_ENOUGH, LONG_RUN, PackedAdapters, RowPlan


class AdaptedLayers:
    """The layers' adapters by number, and how the rows of the step are computed."""

    def __init__(self) -> None:
        self.tokens: RowPlan = ()
        self.long_run = LONG_RUN if kernel() else LONG_ENOUGH
        self._layers: list[PackedAdapters] = []

    def pack(self, down: Sequence[Tensor], up: Sequence[Tensor], slices: Sequence[int]) -> int:
        """Take a layer's weights over; its number."""
        self._layers.append(PackedAdapters(down, up, slices, kernel()))
        return len(self._layers) - 1

    def add(self, output: Tensor, inputs: Tensor, layer: int) -> None:
        """The operator: adds to `output` in place."""
        if self.tokens:
            self._layers[layer].add_to(output, inputs, self.tokens)


# A compiled model knows an operator by name alone, so what it works on is the process's own:
# one engine a process, as vLLM's server has it.
LAYERS: Final = AdaptedLayers()
_LIBRARY: Any = torch.library.Library("errands", "DEF")  # type: ignore[no-untyped-call]
_LIBRARY.define("add_low_rank(Tensor(a!) output, Tensor inputs, int layer) -> ()")
_LIBRARY.impl("add_low_rank", LAYERS.add, "CPU")
torch.library.register_fake("errands::add_low_rank", lambda *_: None, lib=_LIBRARY)


def adapt() -> None:
    """Let vLLM's adapted linear layers pack their weights, and call the operator."""
    layer: Any = BaseLinearLayerWithLoRA
    layer.set_mapping = _set_mapping
    layer._apply_lora_to_output = _apply  # noqa: SLF001 nothing public is on the way


def _set_mapping(layer: Any, wrapper: object) -> None:  # noqa: ANN401 vLLM's layer, given a number
    mapped: Any = BaseLayerWithLoRA
    mapped.set_mapping(layer, wrapper)
    slices = layer.output_slices
    layer.errands_number = LAYERS.pack(layer.lora_a_stacked, layer.lora_b_stacked, slices)


def _apply(layer: Any, inputs: Tensor, output: Tensor) -> Tensor:  # noqa: ANN401 as above
    # A view: what is added to a copy would be lost.
    rows = output.view(-1, output.shape[-1])
    torch.ops.errands.add_low_rank(rows, inputs.flatten(0, -2), layer.errands_number)
    return output
