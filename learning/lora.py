"""The served base model with an adapter: made, gone on from, and saved."""

import re
from pathlib import Path
from typing import Final

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, PreTrainedModel

from errands.backends.processor import multiplies_bfloat16

MODULES: Final = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
_LAYER: Final = re.compile(r"\.layers\.(\d+)\.")
SERVED_AS: Final = "smollm2-135m-instruct"


def with_lora(base: Path, rank: int, start: Path | None) -> PeftModel:
    """The base model with a fresh adapter of a rank, or with the one in `start`, as it is."""
    dtype = torch.bfloat16 if multiplies_bfloat16() else torch.float32
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(base, dtype=dtype)
    if start is not None:
        return PeftModel.from_pretrained(
            model, str(start), is_trainable=True, autocast_adapter_dtype=False
        )
    config = LoraConfig(
        r=rank,
        lora_alpha=2 * rank,
        target_modules=list(MODULES),
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
    )
    return get_peft_model(model, config, autocast_adapter_dtype=False)


def learn_upper(model: PeftModel, layers: int) -> None:
    """Leaves the adapter as it is in all but the last so many layers.

    Nothing is carried back through the others, which is the dearer half of their training.
    """
    lowest = model.config.num_hidden_layers - layers
    for name, weight in model.named_parameters():
        layer = _LAYER.search(name)
        if layer and int(layer[1]) < lowest:
            weight.requires_grad = False


def save_adapter(model: PeftModel, output: Path) -> None:
    """In the form of peft itself, weights in bfloat16."""
    model.peft_config["default"].base_model_name_or_path = SERVED_AS
    # Left to itself, peft looks on a hub whether the vocabulary has grown.
    model.save_pretrained(str(output), save_embedding_layers=False)
    path = output / "adapter_model.safetensors"
    small = {name: weight.to(torch.bfloat16) for name, weight in load_file(path).items()}
    save_file(small, path, metadata={"format": "pt"})
