"""Adapters of random numbers: as large as trained ones, and no two alike."""

import json
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict
from safetensors.numpy import save_file

from services.inference.adapter_check import CONFIG, TARGET_MODULES, WEIGHTS

_ATTENTION = frozenset({"q_proj", "k_proj", "v_proj", "o_proj"})


class Shape(BaseModel):
    """The part of the base model's `config.json` that gives its matrices' sizes."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    hidden_size: int
    intermediate_size: int
    num_hidden_layers: int
    num_attention_heads: int
    num_key_value_heads: int

    def of(self, module: str) -> tuple[int, int]:
        """Inputs and outputs of one projection."""
        keys = self.hidden_size * self.num_key_value_heads // self.num_attention_heads
        match module:
            case "k_proj" | "v_proj":
                return self.hidden_size, keys
            case "gate_proj" | "up_proj":
                return self.hidden_size, self.intermediate_size
            case "down_proj":
                return self.intermediate_size, self.hidden_size
            case _:
                return self.hidden_size, self.hidden_size


def make(folder: Path, model: Path, rank: int, seed: int, scale: float = 0.01) -> Path:
    """Write an adapter for the model in `folder`; the same seed gives the same numbers."""
    shape = Shape.model_validate_json((model / "config.json").read_bytes())
    draw = np.random.default_rng(seed)
    tensors = {}
    for layer in range(shape.num_hidden_layers):
        for module in sorted(TARGET_MODULES):
            inputs, outputs = shape.of(module)
            part = "self_attn" if module in _ATTENTION else "mlp"
            name = f"base_model.model.model.layers.{layer}.{part}.{module}"
            down, up = (rank, inputs), (outputs, rank)
            tensors[f"{name}.lora_A.weight"] = draw.normal(0, scale, down).astype(np.float32)
            tensors[f"{name}.lora_B.weight"] = draw.normal(0, scale, up).astype(np.float32)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / WEIGHTS)
    (folder / CONFIG).write_text(json.dumps(_config(model, rank)))
    return folder


def _config(model: Path, rank: int) -> dict[str, object]:
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "r": rank,
        "lora_alpha": rank,
        "base_model_name_or_path": model.name,
        "target_modules": sorted(TARGET_MODULES),
    }
