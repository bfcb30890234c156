"""What this machine's processor computes by itself."""

import re
from pathlib import Path
from typing import Final

CPUINFO: Final = Path("/proc/cpuinfo")
_FLAGS: Final = re.compile(r"^(?:flags|Features)\s*:(.*)$", re.MULTILINE)
_BFLOAT16: Final = {"avx512_bf16", "amx_bf16", "bf16"}


def multiplies_bfloat16(cpuinfo: Path = CPUINFO) -> bool:
    """Whether products of bfloat16 are instructions here, as Linux tells it.

    Where they are not, they are several times slower than those of 32 bits (ADR 18).
    """
    if not cpuinfo.exists():
        return False
    told = _FLAGS.search(cpuinfo.read_text(encoding="utf-8"))
    return told is not None and not _BFLOAT16.isdisjoint(told[1].split())
