"""What vLLM's CPU platform says about adapters, said otherwise."""

import shutil
import sysconfig
from pathlib import Path
from typing import Any, Final

import structlog

from services.inference.lora_plugin.kernel import COMPILER

log = structlog.get_logger(__name__)

WRAPPER: Final = "services.inference.lora_plugin.wrapper.PackedPunicaWrapper"


def change(platform: Any) -> None:  # noqa: ANN401 vLLM's class, patched from outside
    """Name our wrapper, and let a model with adapters be compiled as one without is.

    vLLM asks its platform for both; there is no other way in.
    """
    platform.get_punica_wrapper = classmethod(lambda _: WRAPPER)
    if can_compile():
        platform.check_and_update_config = _compiling(platform.check_and_update_config.__func__)
    else:
        log.warning("model_not_compiled", hint=f"install {COMPILER} and Python's headers")


def can_compile() -> bool:
    """Whether torch finds what it compiles with: a C++ compiler, and what its code includes."""
    headers = Path(sysconfig.get_path("include"), "Python.h")
    return shutil.which(COMPILER) is not None and headers.is_file()


def _compiling(check: Any) -> Any:  # noqa: ANN401 as above
    """The platform's check, which turns compilation off where it sees that there are adapters.

    Its own operators for them can't be traced. Ours is one call of a registered operator.
    """

    def unseeing(cls: type, vllm_config: Any) -> None:  # noqa: ANN401 as above
        adapters, vllm_config.lora_config = vllm_config.lora_config, None
        try:
            check(cls, vllm_config)
        finally:
            vllm_config.lora_config = adapters

    return classmethod(unseeing)
