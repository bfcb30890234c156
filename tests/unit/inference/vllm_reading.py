"""`python -m tests.unit.inference.vllm_reading MODEL ANSWER`: what vLLM makes of our flags.

In a process of its own: vLLM takes ten seconds to import, and reads its variables only then.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from pydantic import BaseModel, ConfigDict
from structlog.testing import capture_logs

from services.inference.accelerator import AcceleratorKind, accelerator
from services.inference.launcher import parse, read_by_vllm, vllm_environment
from services.inference.lora_plugin import register

KV_CACHE_GIB: dict[AcceleratorKind, int] = {"cpu": 3, "cuda": 5}
WRONG = {
    "a misspelt flag": ["--specialise-active-lora"],
    "a flag of another version": ["--enable-lora-bias"],
    "a rank that vLLM has no kernel for": ["--max-lora-rank", "12"],
    "a backend that isn't one": ["--structured-outputs-config", '{"backend":"guide"}'],
}


class Read(BaseModel):
    """What stands in vLLM's own configuration objects."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_lora_rank: int
    max_loras: int
    max_cpu_loras: int
    target_modules: frozenset[str]
    specialize_active_lora: bool
    graphs_specialize_lora: bool
    max_model_len: int
    max_num_seqs: int
    max_num_batched_tokens: int
    scheduling_policy: str
    block_size: int
    block_size_is_ours: bool
    enable_prefix_caching: bool
    kv_cache_bytes: int
    structured_outputs: str
    served_model_names: tuple[str, ...]
    executor: str


class Reading(BaseModel):
    """By kind of machine; and which of the wrong flags were refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[AcceleratorKind, Read]
    refused: frozenset[str]
    left_alone: bool
    """Whether another version's operators stay, with a warning."""


def read(kind: AcceleratorKind, model: Path, more: Sequence[str] = ()) -> Read:
    """Raises `SystemExit` where vLLM doesn't take a flag."""
    memory = ["--kv-cache-gib", str(KV_CACHE_GIB[kind])]
    options = parse(["--device", kind, "--model", str(model), *memory, "--", *more])
    machine = accelerator(kind, options.kv_cache_gib)
    os.environ.update(vllm_environment(options, machine))  # noqa: TID251 as the launcher does
    arguments = read_by_vllm(options, machine)
    from vllm.engine.arg_utils import AsyncEngineArgs  # noqa: PLC0415 after its variables

    config = AsyncEngineArgs.from_cli_args(arguments).create_engine_config()
    lora, cache, scheduler = config.lora_config, config.cache_config, config.scheduler_config
    return Read(
        max_lora_rank=lora.max_lora_rank,
        max_loras=lora.max_loras,
        max_cpu_loras=lora.max_cpu_loras,
        target_modules=frozenset(lora.target_modules),
        specialize_active_lora=lora.specialize_active_lora,
        graphs_specialize_lora=config.compilation_config.cudagraph_specialize_lora,
        max_model_len=config.model_config.max_model_len,
        max_num_seqs=scheduler.max_num_seqs,
        max_num_batched_tokens=scheduler.max_num_batched_tokens,
        scheduling_policy=scheduler.policy,
        block_size=cache.block_size,
        block_size_is_ours=cache.user_specified_block_size,
        enable_prefix_caching=cache.enable_prefix_caching,
        kv_cache_bytes=cache.kv_cache_memory_bytes,
        structured_outputs=config.structured_outputs_config.backend,
        served_model_names=tuple(arguments.served_model_name),
        executor=str(config.parallel_config.distributed_executor_backend),
    )


def is_refused(model: Path, flags: Sequence[str]) -> bool:
    try:
        read("cpu", model, flags)
    except (SystemExit, ValueError):
        return True
    return False


def main() -> None:
    model = Path(sys.argv[1])
    kinds = {}
    for kind in get_args(AcceleratorKind):
        before = dict(os.environ)  # noqa: TID251 put back: one kind's must not reach the next
        kinds[kind] = read(kind, model)
        os.environ.clear()  # noqa: TID251
        os.environ.update(before)  # noqa: TID251
    refused = frozenset(name for name, flags in WRONG.items() if is_refused(model, flags))
    reading = Reading(kinds=kinds, refused=refused, left_alone=leaves_other_versions_alone())
    Path(sys.argv[2]).write_text(reading.model_dump_json())


def leaves_other_versions_alone() -> bool:
    """What the plugin does where vLLM says that it is a version nobody has tried it with."""
    import vllm  # noqa: PLC0415 see above
    from vllm.platforms import current_platform  # noqa: PLC0415

    own = vars(type(current_platform))
    before = dict(own)
    vllm.__version__ = "0.99.0"
    with capture_logs() as logs:
        register()
    return dict(own) == before and [log["event"] for log in logs] == ["stock_cpu_lora_stays"]


if __name__ == "__main__":
    main()
