"""The columns of the table, and the process that fills each."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.observe.wire import Order, Seen, hear, words_of

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "var/bench-venv/bin/python"


@dataclass(frozen=True, slots=True)
class Column:
    """A peer runs in an environment of its own, for its packages would fight with ours."""

    name: str
    words: tuple[str, ...]
    peer: bool = True


COLUMNS = (
    Column("ours", ("bench.observe.eyes.ours",), peer=False),
    Column("ours, as first shown", ("bench.observe.eyes.ours", "--first"), peer=False),
    Column("browser-use", ("bench.observe.eyes.browser_use",)),
    Column("browser-use, whole page", ("bench.observe.eyes.browser_use", "--everything")),
    Column("BrowserGym AX tree", ("bench.observe.eyes.axtree",)),
    Column("Playwright ai snapshot", ("bench.observe.eyes.snapshot",)),
)


def fill(column: Column, order: Order) -> Iterator[Seen]:
    """What the column sees of the pages, one by one. Raises `CalledProcessError`."""
    python = str(PEERS) if column.peer else sys.executable
    process = subprocess.Popen(  # noqa: S603 our own modules
        [python, "-m", *column.words, *words_of(order)],
        cwd=ROOT,
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None  # noqa: S101 it is a pipe
        for line in process.stdout:
            if line.startswith("{"):
                yield hear(line)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def _environment() -> dict[str, str]:
    quiet = {
        "ANONYMIZED_TELEMETRY": "false",
        "BROWSER_USE_LOGGING_LEVEL": "result",
        "BROWSER_USE_SETUP_LOGGING": "false",
    }
    return {**os.environ, **quiet, "PYTHONPATH": str(ROOT)}  # noqa: TID251 handed on, not read
