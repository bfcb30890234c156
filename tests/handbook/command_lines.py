"""Commands as pages show them, and what the repository has of them."""

import ast
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from handbook.pages import ROOT

_BLOCK: Final = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE: Final = re.compile(r"`((?:make|\.venv/bin/python|python|errands) [^`\n]+)`")
_OF_TYPER: Final = ("--help", "--install-completion", "--show-completion")
OURS: Final = ("errands", "services", "learning", "sites", "stack", "bench", "handbook")


@dataclass(frozen=True, slots=True)
class Command:
    """The words of one, and the page that shows it."""

    page: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {' '.join(self.words)}"

    @property
    def flags(self) -> list[str]:
        """Those of the program itself, not of what runs it."""
        own = self.words[self.words.index("-m") :] if "-m" in self.words else self.words
        return [word.partition("=")[0] for word in own if re.match(r"--[a-z]", word)]

    @property
    def program(self) -> Path | None:
        """The file of ours that it runs, in a container too; None where it runs none."""
        if self.words[0] == "errands":
            return ROOT / "stack/errands.py"
        for word, what, *more in (self.words[at:] for at in range(len(self.words) - 1)):
            if not word.endswith("python"):
                continue
            if what == "-m" and more and more[0].partition(".")[0] in OURS:
                return _file_of(more[0])
            if what.endswith(".py"):
                return ROOT / what
        return None


def commands_of(path: Path) -> Iterator[Command]:
    """Those of a page's blocks, and those within its sentences."""
    page, text = str(path.relative_to(ROOT)), path.read_text()
    lines = [line for block in _BLOCK.findall(text) for line in _joined(block)]
    for line in (*lines, *_INLINE.findall(text)):
        for part in re.split(r"\s(?:&&|\|)\s", line):
            words = _words(part)
            if words:
                yield Command(page, words)


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def make_variables() -> set[str]:
    """All that a recipe reads."""
    makefile = (ROOT / "Makefile").read_text()
    listed = " ".join(re.findall(r"foreach f,([A-Z ]+),", makefile)).split()
    return {*re.findall(r"\$[({]([A-Z_]+)[)}]", makefile), *listed}


@cache
def flags_of(program: Path) -> frozenset[str]:
    """What a program's own text says that it takes: argparse's and typer's.

    Of one that is a whole package, all modules in it say it.
    """
    is_package = program.name in {"__main__.py", "errands.py"}
    files = sorted(program.parent.rglob("*.py")) if is_package else [program]
    return frozenset(_OF_TYPER).union(*(_flags_in(file) for file in files))


def _flags_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Constant(value=str(text)) if re.fullmatch(r"--[a-z][a-z-]*", text):
                yield text
            case ast.FunctionDef(args=arguments):
                for argument in (*arguments.args, *arguments.kwonlyargs):
                    name = argument.arg.replace("_", "-")
                    yield from (f"--{name}", f"--no-{name}")
            case _:
                pass


def _file_of(module: str) -> Path:
    place = ROOT / module.replace(".", "/")
    return place / "__main__.py" if place.is_dir() else place.with_suffix(".py")


def _joined(block: str) -> Iterator[str]:
    for line in block.replace("\\\n", " ").splitlines():
        yield line.strip()


def _words(line: str) -> tuple[str, ...]:
    shell = shlex.shlex(line, posix=True, punctuation_chars="&;")
    shell.whitespace_split = True
    try:
        words = tuple(shell)
    except ValueError:  # a quote that goes on: the body of a curl
        return ()
    return tuple(word for word in words if word not in {"&", ";"})
