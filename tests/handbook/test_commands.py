"""Commands that pages show are commands that there are, with flags that they take."""

import importlib
import re
import subprocess
import sys

import pytest
import typer
from typer.main import get_command

from handbook.pages import ROOT, sources
from tests.handbook.command_lines import (
    Command,
    commands_of,
    flags_of,
    make_targets,
    make_variables,
)

PAGES = [path for path in sources() if path.name not in {"CHANGELOG.md", "LOG.md"}]
COMMANDS = [command for path in PAGES for command in commands_of(path)]
TAUGHT = sorted(
    {
        command.words[2]
        for command in COMMANDS
        if command.page == "docs/teach.md" and command.words[1:2] == ("-m",)
    }
)


def test_commands_are_found() -> None:
    assert len(COMMANDS) > 100
    assert {"learning.train", "learning.promote", "services.inference.skills"} <= set(TAUGHT)


def test_every_target_of_make_is_there_and_reads_what_it_is_given() -> None:
    targets, variables = make_targets(), make_variables()
    made = [command for command in COMMANDS if command.words[0] == "make"]
    assert made
    for command in made:
        for word in command.words[1:]:
            name, given, _ = word.partition("=")
            assert name in (variables if given else targets), str(command)


def test_every_program_of_ours_is_there_and_takes_its_flags() -> None:
    ran = [command for command in COMMANDS if command.program is not None]
    assert len(ran) > 40
    for command in ran:
        program = command.program
        assert program is not None
        assert program.is_file(), str(command)
        assert set(command.flags) <= flags_of(program), str(command)


@pytest.mark.parametrize("module", [name for name in TAUGHT if name.startswith("learning.")])
def test_the_way_to_an_adapter_takes_only_flags_that_help_tells(module: str) -> None:
    app = typer.Typer()
    app.command()(importlib.import_module(module).main)
    told = {flag for one in get_command(app).params for flag in (*one.opts, *one.secondary_opts)}
    for command in taught(module):
        assert set(command.flags) <= told, str(command)


@pytest.mark.parametrize(
    "module", [name for name in TAUGHT if name.startswith(("services.", "handbook."))]
)
def test_its_other_commands_take_only_what_their_help_tells(module: str) -> None:
    for command in taught(module):
        first = command.words[3] if len(command.words) > 3 else ""
        sub = [first] if re.fullmatch(r"[a-z]+", first) else []
        helped = subprocess.run(  # noqa: S603 our own modules
            [sys.executable, "-m", module, *sub, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert helped.returncode == 0, helped.stderr
        told = re.sub(r"\x1b\[[0-9;]*m", "", helped.stdout)
        for flag in command.flags:
            assert re.search(rf"{flag}(?![\w-])", told), str(command)


def taught(module: str) -> list[Command]:
    return [c for c in COMMANDS if c.page == "docs/teach.md" and c.words[1:3] == ("-m", module)]
