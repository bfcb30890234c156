from pathlib import Path

import pytest

from errands.backends.processor import multiplies_bfloat16

TOLD = {
    "processor\t: 0\nmodel name\t: x\nflags\t\t: fpu avx512f avx512_bf16 fma\n": True,
    "flags\t\t: fpu avx2 fma f16c\nvmx flags\t: bf16\n": False,
    "BogoMIPS\t: 50\nFeatures\t: fp asimd bf16 i8mm\n": True,
    "Features\t: fp asimd\n": False,
    "": False,
}


@pytest.mark.parametrize(("cpuinfo", "does"), TOLD.items())
def test_it_is_read_from_what_linux_tells_of_the_processor(
    cpuinfo: str, does: object, tmp_path: Path
) -> None:
    (tmp_path / "cpuinfo").write_text(cpuinfo)
    assert multiplies_bfloat16(tmp_path / "cpuinfo") is does


def test_where_nothing_is_told_32_bits_are_safe(tmp_path: Path) -> None:
    assert not multiplies_bfloat16(tmp_path / "missing")
