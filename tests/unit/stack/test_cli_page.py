"""docs/cli.md is held to the commands, and every command that a document shows to its options."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from stack.command.evaluate import COMMANDS as SUITES
from stack.command.learn import STEPS
from stack.errands import COMMANDS
from stack.failing import ExitCode
from stack.layout import ROOT

PAGE = (ROOT / "docs/cli.md").read_text()
SHARED = frozenset({"--url", "--key"})
OWN = frozenset({"--help", "--install-completion", "--show-completion"})
DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "learning").rglob("README.md")),
]


@cache
def commands() -> dict[tuple[str, ...], frozenset[str]]:
    """Every command by its words, with its options."""
    return dict(_commands())


def _commands() -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    for name, later in COMMANDS.items():
        if later.hidden:
            continue
        command = get_command(import_module(later.module).app)
        for sub, one in getattr(command, "commands", {}).items():
            heavy = SUITES.get(sub) if name == "eval" else None
            found = get_command(import_module(heavy.module).app) if heavy else one
            yield (name, sub), options(found)
        if not hasattr(command, "commands"):
            yield (name,), options(command)


def options(command: object) -> frozenset[str]:
    params = getattr(command, "params", ())
    named = {word for one in params for word in (*one.opts, *one.secondary_opts)}
    return frozenset(word for word in named if word.startswith("--")) - OWN


def sections() -> dict[tuple[str, ...], str]:
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    heads = (re.match(r"`errands ([\w -]+)`\n", part) for part in parts)
    return {tuple(head[1].split()): part for head, part in zip(heads, parts, strict=True) if head}


def described(section: str) -> frozenset[str]:
    """What the first columns of its tables name."""
    cells = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return frozenset(word for cell in cells for word in re.findall(r"`(--[\w-]+)`", cell))


def test_every_command_has_its_section_and_no_other_has() -> None:
    steps = {("learn", step) for step in STEPS}
    assert sections().keys() - {("learn", "STEP")} == commands().keys() - steps


@pytest.mark.parametrize("words", sorted(sections().keys() - {("learn", "STEP")}))
def test_a_section_has_the_options_of_its_command(words: tuple[str, ...]) -> None:
    assert described(sections()[words]) == commands()[words] - SHARED


def test_the_steps_of_learning_are_named() -> None:
    named = re.findall(r"`(\w+)`", sections()["learn", "STEP"].partition("Its options")[0])
    assert set(named) >= STEPS.keys()


def test_the_exit_codes_are_those_of_the_code() -> None:
    table = PAGE.partition("## Exit codes")[2].partition("## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == set(ExitCode)


def test_lists_show_what_the_commands_say_of_themselves() -> None:
    for name, later in COMMANDS.items():
        command = get_command(import_module(later.module).app)
        assert (command.help or "").splitlines()[0] == later.help, name


def shown() -> list[tuple[str, str]]:
    """Each line of a block of shell in a document that runs the command."""
    return [
        (path.name, line.partition("#")[0].partition("|")[0].strip())
        for path in DOCUMENTS
        for block in re.findall(r"```(?:sh)?\n(.*?)```", path.read_text(), re.DOTALL)
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip().startswith("errands ")
    ]


def test_what_documents_show_is_there() -> None:
    assert shown()
    for place, line in shown():
        words = shlex.split(line)[1:]
        named = next(
            (one for one in (tuple(words[:2]), tuple(words[:1])) if one in commands()), None
        )
        if words[0].startswith("--"):
            continue
        assert named is not None, (place, line)
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given <= commands()[named] | OWN or named[0] == "learn", (place, line)


def test_every_document_of_commands_is_looked_at() -> None:
    assert Path("docs/cli.md") in {path.relative_to(ROOT) for path in DOCUMENTS}
