"""A vLLM plugin: LoRA on a CPU that is fast, and right in mixed batches.

vLLM's own CPU operators copy an adapter's weights once for every token, and let a
token without an adapter (index -1) use the last slot's. vLLM finds this package by
its entry point and calls `register` in each of its processes.
"""

import logging
from typing import Final

TESTED_VLLM_VERSIONS: Final = ("0.32.0",)
WRAPPER: Final = "services.inference.lora_plugin.wrapper.PackedPunicaWrapper"

# vLLM configures the standard library's logging in its processes.
log = logging.getLogger("vllm.errands_cpu_lora")


def register() -> None:
    """Take the place of vLLM's CPU LoRA wrapper, if this is a vLLM we know."""
    # Imported here: the entry point is resolved while vLLM itself is being imported.
    from vllm.platforms import current_platform  # noqa: PLC0415
    from vllm.version import __version__  # noqa: PLC0415

    if not current_platform.is_cpu():
        return
    if not is_tested(__version__):
        log.warning(
            "vLLM %s is not among the tested %s: its own CPU LoRA operators stay",
            __version__,
            TESTED_VLLM_VERSIONS,
        )
        return
    platform = type(current_platform)
    platform.get_punica_wrapper = classmethod(lambda _cls: WRAPPER)


def is_tested(vllm_version: str) -> bool:
    """Whether the operators were tested with this vLLM; a build suffix doesn't count."""
    return vllm_version.partition("+")[0] in TESTED_VLLM_VERSIONS
