"""All processes under honcho: they start together, and when one ends or Ctrl-C comes, all end."""

import shlex
import sys
from pathlib import Path

from honcho.manager import Manager
from honcho.printer import Printer

from stack.layout import Layout

KEPT = frozenset({"inference"})
"""Started again when they end: turns wait for longer than that takes."""


def supervise(layout: Layout, logs: Path) -> int:
    """Runs until a process ends for good or a signal comes; returns the exit code.

    Each process writes to a file of its own in `logs`; `stack.log` there tells which ended.
    """
    logs.mkdir(parents=True, exist_ok=True)
    environment = layout.environment()
    with (logs / "stack.log").open("w") as output:
        manager = Manager(Printer(output))
        for name, command in layout.commands().items():
            manager.add_process(name, _line(name, command, logs / f"{name}.log"), env=environment)
        manager.loop()
    return int(manager.returncode or 0)


def _line(name: str, command: list[str], log: Path) -> str:
    """What a shell is given."""
    if name in KEPT:
        keeper = [sys.executable, "-m", "stack.keeper", "--log", str(log), "--"]
        return f"exec {shlex.join([*keeper, *command])}"
    return f"exec {shlex.join(command)} >{shlex.quote(str(log))} 2>&1"
