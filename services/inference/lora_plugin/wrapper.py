"""vLLM's view of the operators: its CPU LoRA wrapper with the arithmetic replaced."""

from typing import Final

import torch
from torch import Tensor
from vllm.lora.layers import LoRAMapping
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU

from services.inference.lora_plugin.layers import LAYERS, adapt
from services.inference.lora_plugin.ops import RowPlan, add_rows, plan_rows

_SHARDED: Final = "fully sharded adapters are not served on a CPU"
_LINEAR: Final = "a linear layer that packed no weights is not served on a CPU"


class PackedPunicaWrapper(PunicaWrapperCPU):
    """Plans each step's rows once; the layers add their adapters by the plan."""

    def __init__(
        self,
        max_num_batched_tokens: int,
        max_batches: int,
        device: torch.device | str,
        **kwargs: object,
    ) -> None:
        """Start with nothing planned."""
        super().__init__(max_num_batched_tokens, max_batches, device, **kwargs)
        adapt()
        self._sampler_plan: RowPlan = ()

    def update_metadata(
        self,
        mapping: LoRAMapping,
        lora_index_to_id: list[int | None],
        max_loras: int,
        vocab_size: int,
        **kwargs: object,
    ) -> None:
        """Plan the rows of the coming steps; vLLM calls this when the batch changes."""
        super().update_metadata(mapping, lora_index_to_id, max_loras, vocab_size, **kwargs)
        LAYERS.tokens = plan_rows(self.token_lora_indices.tolist(), LAYERS.long_run)
        self._sampler_plan = plan_rows(self.sampler_indices.tolist())

    def add_lora_linear(self, *_: object, **__: object) -> None:
        """Refuse: adapted layers call the operator itself."""
        raise NotImplementedError(_LINEAR)

    def add_lora_embedding(
        self,
        y: Tensor,
        x: Tensor,
        lora_b_stacked: Tensor,
        add_inputs: bool = True,  # noqa: FBT001, FBT002
        **kwargs: object,
    ) -> None:
        """Add the adapters to an embedding's output."""
        del add_inputs, kwargs
        add_rows(y, x, None, lora_b_stacked, LAYERS.tokens)

    def add_lora_logits(
        self,
        y: Tensor,
        x: Tensor,
        lora_a_stacked: Tensor,
        lora_b_stacked: Tensor,
        scale: float,
        *,
        buffer: Tensor | None = None,
        **kwargs: object,
    ) -> None:
        """Add the adapters to the logits, whose rows are requests, not tokens."""
        del buffer, kwargs
        flat_x, flat_y = x.view(-1, x.shape[-1]), y.view(-1, y.shape[-1])
        add_rows(flat_y, flat_x * scale, lora_a_stacked, lora_b_stacked, self._sampler_plan)

    def add_shrink(self, *_: object, **__: object) -> None:
        """Refuse: only adapters split over several devices come this way."""
        raise NotImplementedError(_SHARDED)

    def add_expand(self, *_: object, **__: object) -> None:
        """Refuse: only adapters split over several devices come this way."""
        raise NotImplementedError(_SHARDED)
