"""The entry of `errands`: quick, and of use to a shell."""

import subprocess
import sys

from tests.errands_command import ROOT, errands

LISTS = """
import sys
from typer.testing import CliRunner
from stack.errands import app
told = CliRunner().invoke(app, ["--help"]).output
assert "doctor" in told, told
assert "processes" not in told, told
slow = {"httpx", "pydantic", "playwright", "redis", "scipy", "torch"} & sys.modules.keys()
assert not slow, slow
"""


def test_a_list_of_commands_waits_for_none_of_them() -> None:
    subprocess.run([sys.executable, "-c", LISTS], cwd=ROOT, check=True)  # noqa: S603 our own words


async def test_a_shell_completes_commands_of_a_group() -> None:
    asked = {
        "_ERRANDS_COMPLETE": "complete_bash",
        "COMP_WORDS": "errands keys ",
        "COMP_CWORD": "2",
    }
    ran = await errands(settings=asked)
    assert set(ran.out.split()) == {"create", "list", "rotate", "revoke"}


async def test_a_slip_is_told_with_what_was_meant() -> None:
    ran = await errands("doktor")
    assert ran.code == 2
    assert "'doctor'" in ran.error
