"""Check an adapter's folder against the manifest before anything loads it."""

import hashlib
import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from errands.contracts.skill import AdapterVersion

WEIGHTS: Final = "adapter_model.safetensors"
CONFIG: Final = "adapter_config.json"
TARGET_MODULES: Final = frozenset(
    ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
)
# What a server has room for unless it is told otherwise.
LARGEST_RANK: Final = 8
# Formats that run code when they are opened.
PICKLED: Final = frozenset((".bin", ".pt", ".pth", ".pkl", ".ckpt"))
LARGEST_HEADER: Final = 16 * 2**20
LARGEST_FILE: Final = 256 * 2**20
"""Of weights, in bytes: they are read whole, and rank 128 of a model ten times this one fits."""


class AdapterRefusedError(ValueError):
    """The adapter isn't what the manifest says, or isn't one we serve."""


class PeftConfig(BaseModel):
    """The part of peft's configuration that decides how an adapter is applied."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    peft_type: str
    r: int
    base_model_name_or_path: str
    target_modules: tuple[str, ...]
    bias: str = "none"
    use_dora: bool = False
    modules_to_save: tuple[str, ...] | None = None
    rank_pattern: dict[str, int] | None = None


class TensorInfo(BaseModel):
    """One entry of a safetensors header."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


_HEADER: Final = TypeAdapter(dict[str, TensorInfo])


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a number is stored, and the bits that are all set in an infinity or a NaN."""

    code: str
    exponent: int


ENCODINGS: Final = {
    "F32": Encoding("<u4", 0x7F800000),
    "F16": Encoding("<u2", 0x7C00),
    "BF16": Encoding("<u2", 0x7F80),
}


def check(adapter: AdapterVersion, root: Path, max_rank: int) -> Path:
    """Return the folder to load, or refuse it."""
    folder = (root / adapter.path).resolve()
    _require(folder.is_relative_to(root.resolve()), "its folder is outside the manifest's")
    _require((folder / WEIGHTS).is_file(), f"{WEIGHTS} is missing")
    pickled = sorted(file.name for file in folder.iterdir() if file.suffix in PICKLED)
    _require(not pickled, f"only safetensors are loaded, found {', '.join(pickled)}")
    size = (folder / WEIGHTS).stat().st_size
    _require(size <= LARGEST_FILE, f"{WEIGHTS} has {size} bytes, more than {LARGEST_FILE}")
    with (folder / WEIGHTS).open("rb") as weights:
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    _require(digest == adapter.sha256, "its weights are not the ones listed (sha256)")
    _require(adapter.rank <= max_rank, f"rank {adapter.rank} is above the server's {max_rank}")
    _check_config(adapter, folder / CONFIG)
    _check_tensors(adapter, folder / WEIGHTS)
    return folder


def _check_config(adapter: AdapterVersion, path: Path) -> None:
    try:
        config = PeftConfig.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        message = f"{CONFIG} can't be read: {error}"
        raise AdapterRefusedError(message) from error
    _require(config.peft_type == "LORA", f"it is {config.peft_type}, not LORA")
    _require(config.r == adapter.rank, f"its rank is {config.r}, listed as {adapter.rank}")
    _require(not config.rank_pattern, "ranks that differ by layer are not served")
    trained_on = Path(config.base_model_name_or_path).name
    _require(trained_on == adapter.base_model, f"it was trained on {trained_on}")
    strangers = set(config.target_modules) - TARGET_MODULES
    _require(not strangers, f"it adapts {', '.join(sorted(strangers))}")
    _require(config.bias == "none" and not config.use_dora, "bias and DoRA are not served")
    _require(not config.modules_to_save, "it carries whole layers")


def _check_tensors(adapter: AdapterVersion, path: Path) -> None:
    for name, tensor in _read_header(path).items():
        kind = "A" if ".lora_A." in name else "B" if ".lora_B." in name else None
        if kind is None or len(tensor.shape) != 2:  # noqa: PLR2004
            message = f"{name} is not a LoRA matrix"
            raise AdapterRefusedError(message)
        module = name.partition(f".lora_{kind}.")[0].rpartition(".")[2]
        _require(module in TARGET_MODULES, f"it adapts {module}")
        rank = tensor.shape[0] if kind == "A" else tensor.shape[1]
        _require(rank == adapter.rank, f"{name} has rank {rank}, listed as {adapter.rank}")


def _read_header(path: Path) -> dict[str, TensorInfo]:
    with path.open("rb") as file:
        try:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, LARGEST_HEADER)))
            header.pop("__metadata__", None)
            tensors = _HEADER.validate_python(header)
        except (struct.error, ValueError, AttributeError) as error:
            message = f"{WEIGHTS} is not a safetensors file"
            raise AdapterRefusedError(message) from error
        _require(bool(tensors), f"{WEIGHTS} holds nothing")
        _check_numbers(file.read(), tensors)
    return tensors


def _check_numbers(content: bytes, tensors: dict[str, TensorInfo]) -> None:
    expected = 0
    for name, tensor in tensors.items():
        encoding = ENCODINGS.get(tensor.dtype)
        if encoding is None:
            message = f"{name} is {tensor.dtype}, which is not served"
            raise AdapterRefusedError(message)
        start, stop = tensor.data_offsets
        count = math.prod(tensor.shape)
        width = np.dtype(encoding.code).itemsize
        fits = 0 <= start <= stop <= len(content) and stop - start == count * width
        _require(fits, f"{name} is cut short")
        bits = np.frombuffer(content, encoding.code, count, start)
        # One product computes all slots: a NaN of one adapter would reach every skill's answers.
        spoilt = ((bits & encoding.exponent) == encoding.exponent).any()
        _require(not spoilt, f"{name} holds numbers that are not finite")
        expected += stop - start
    _require(len(content) == expected, f"{WEIGHTS} holds more than its tensors")


def _require(condition: bool, otherwise: str) -> None:  # noqa: FBT001
    if not condition:
        raise AdapterRefusedError(otherwise)
