"""A vLLM plugin: LoRA on a CPU that is fast, and right in mixed batches.

vLLM's own CPU operators copy an adapter's weights once for every token, and let a
token without an adapter (index -1) use the last slot's; they also keep the model from being
compiled. vLLM finds this package by its entry point and calls `register` in each of its
processes.
"""

from typing import Final

import structlog

TESTED_VLLM_VERSIONS: Final = ("0.32.0",)

log = structlog.get_logger(__name__)


def register() -> None:
    """Take the place of vLLM's CPU LoRA wrapper, if this is a vLLM we know."""
    # Imported here: the entry point is resolved while vLLM itself is being imported.
    from vllm import __version__  # noqa: PLC0415
    from vllm.platforms import current_platform  # noqa: PLC0415

    if not current_platform.is_cpu():
        return
    if not is_tested(__version__):
        log.warning("stock_cpu_lora_stays", vllm=__version__, tested=TESTED_VLLM_VERSIONS)
        return
    from services.inference.lora_plugin.platform import change  # noqa: PLC0415

    change(type(current_platform))


def is_tested(vllm_version: str) -> bool:
    """Whether the operators were tested with this vLLM; a build suffix doesn't count."""
    return vllm_version.partition("+")[0] in TESTED_VLLM_VERSIONS
