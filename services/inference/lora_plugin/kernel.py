"""The part of the operators that is worth its own machine code: built once, called by address."""

import ctypes
import hashlib
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

import structlog
import torch
from torch import Tensor

SOURCE: Final = Path(__file__).with_name("kernel.cpp")
BUILT: Final = Path("var/compiled/lora")
COMPILER: Final = "g++"
ROWS_TOGETHER: Final = 4
"""Rows of one slot that the kernel computes together (`TOGETHER` of its source)."""
FLAGS: Final = ("-O3", "-march=native", "-fopenmp", "-fPIC", "-shared", "-std=c++17")

log = structlog.get_logger(__name__)


class Layer(ctypes.Structure):
    """A layer's matrices, by their addresses, as the kernel knows them."""

    _fields_ = (
        ("down", ctypes.c_void_p),
        ("up", ctypes.c_void_p),
        ("ends", ctypes.c_void_p),
        ("inputs", ctypes.c_int64),
        ("slices", ctypes.c_int64),
        ("rank", ctypes.c_int64),
    )

    @classmethod
    def of(cls, down: Tensor, up: Tensor, ends: Tensor) -> Self:
        """Take `down`, (slots, ranks, inputs), and `up`, (slots, ranks, outputs), both dense.

        `ends` are int64: where each slice's columns end. All three must outlive the layer.
        """
        slices = len(ends)
        sizes = (down.shape[2], slices, down.shape[1] // slices)
        return cls(down.data_ptr(), up.data_ptr(), ends.data_ptr(), *sizes)


class Kernel:
    """`add_low_rank` of a library, for each type of numbers that it knows."""

    def __init__(self, library: Path) -> None:
        loaded = ctypes.CDLL(str(library))
        self._calls = {
            torch.bfloat16: loaded.add_low_rank_bfloat16,
            torch.float32: loaded.add_low_rank_float,
        }
        pointer, size = ctypes.c_void_p, ctypes.c_int64
        rows = (pointer, size, pointer, size, size)
        for call in self._calls.values():
            call.argtypes = (ctypes.POINTER(Layer), *rows, pointer, size)
            call.restype = None

    def suits(self, output: Tensor, inputs: Tensor, weights: Tensor) -> bool:
        """Whether `add` may be given these: of one known type, and dense within a row."""
        alike = output.dtype == inputs.dtype == weights.dtype
        dense = output.stride(-1) == inputs.stride(-1) == 1
        return alike and dense and output.dtype in self._calls

    def add(self, output: Tensor, inputs: Tensor, layer: Layer, groups: Tensor) -> None:
        """Add to `output`, (rows, outputs), what each row's slot makes of `inputs`.

        `groups` are int32, (groups, 1 + ROWS_TOGETHER): a slot, and the rows that use it, rising;
        -1 where a group has fewer. Rows that `output` doesn't have are left out.
        """
        self._calls[output.dtype](
            layer,
            output.data_ptr(),
            output.stride(0),
            inputs.data_ptr(),
            inputs.stride(0),
            len(output),
            groups.data_ptr(),
            len(groups),
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
