"""The part of the operators that is worth its own machine code: built once, called by address."""

import ctypes
import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from torch import Tensor

SOURCE: Final = Path(__file__).with_name("kernel.cpp")
BUILT: Final = Path("var/compiled/lora")
COMPILER: Final = "g++"
FLAGS: Final = ("-O3", "-march=native", "-fopenmp", "-fPIC", "-shared", "-std=c++17")

log = structlog.get_logger(__name__)


class Kernel:
    """`add_low_rank` of a library, for tensors in bfloat16 whose last dimension is dense."""

    def __init__(self, library: Path) -> None:
        self._call = ctypes.CDLL(str(library)).add_low_rank
        pointers, sizes = [ctypes.c_void_p], [ctypes.c_int64]
        self._call.argtypes = [*pointers, *sizes, *pointers, *sizes, *pointers * 4, *sizes * 4]
        self._call.restype = None

    def add(
        self,
        output: Tensor,
        inputs: Tensor,
        down: Tensor,
        up: Tensor,
        slots: Tensor,
        ends: Tensor,
    ) -> None:
        """Add to `output`, (rows, outputs), what each row's slot makes of `inputs`.

        There may be more slots than rows, never the other way round.

        `down` is (slots, ranks, inputs) and `up` (slots, ranks, outputs), both dense. `slots` are
        int32, one a row, -1 for none. `ends` are int64: where each slice's columns end.
        """
        slices = len(ends)
        self._call(
            output.data_ptr(),
            output.stride(0),
            inputs.data_ptr(),
            inputs.stride(0),
            down.data_ptr(),
            up.data_ptr(),
            slots.data_ptr(),
            ends.data_ptr(),
            min(len(slots), len(output)),
            inputs.shape[1],
            slices,
            down.shape[1] // slices,
        )


@cache
def kernel() -> Kernel | None:
    """The kernel for this machine; `None` where it can't be built, with a warning."""
    compiler = shutil.which(COMPILER)
    if compiler is None:
        log.warning("lora_kernel_not_built", hint=f"install {COMPILER}: decoding is slower without")
        return None
    try:
        return Kernel(_built(compiler))
    except (subprocess.CalledProcessError, OSError) as error:
        log.warning("lora_kernel_not_built", error=repr(error))
        return None


def _built(compiler: str) -> Path:
    """The library's file; each source, compiler and processor has its own."""
    made_of = [SOURCE.read_bytes(), *(flag.encode() for flag in FLAGS), _machine(compiler)]
    library = BUILT / f"{hashlib.sha256(b' '.join(made_of)).hexdigest()[:16]}.so"
    if not library.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        # Several may build at once: each in a folder of its own, and moved when it is whole.
        with TemporaryDirectory(dir=BUILT) as folder:
            own = Path(folder, library.name)
            subprocess.run(  # noqa: S603 our own source
                [compiler, *FLAGS, str(SOURCE), "-o", str(own)], check=True, capture_output=True
            )
            own.replace(library)
    return library.resolve()


def _machine(compiler: str) -> bytes:
    told = subprocess.run(  # noqa: S603 as above
        [compiler, "-march=native", "-Q", "--help=target"], check=True, capture_output=True
    )
    return told.stdout
