"""All processes under honcho: they start together, and when one ends or Ctrl-C comes, all end."""

import shlex
import sys
from contextlib import ExitStack
from pathlib import Path

from honcho.manager import Manager
from honcho.printer import Printer

from stack.layout import Layout


def supervise(layout: Layout, logs: Path | None) -> int:
    """Runs until a process ends or a signal comes; returns the exit code.

    With `logs`, each process writes to a file of its own there instead of to the terminal.
    """
    if logs is not None:
        logs.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        output = (
            sys.stdout if logs is None else opened.enter_context((logs / "stack.log").open("w"))
        )
        return _run(layout, logs, Manager(Printer(output)))


def _run(layout: Layout, logs: Path | None, manager: Manager) -> int:
    environment = layout.environment()
    for name, command in layout.commands().items():
        line = f"exec {shlex.join(command)}"
        if logs is not None:
            line += f" >{shlex.quote(str(logs / f'{name}.log'))} 2>&1"
        manager.add_process(name, line, env=environment, quiet=logs is not None)
    manager.loop()
    return int(manager.returncode or 0)
