"""A whole Errands as a child of a command, and a key to it."""

import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from errands.contracts.keys import Scope
from stack.failing import CommandError, ExitCode
from stack.layout import ROOT, Layout, MissingProgramError, Ports, check_machine
from stack.ready import NotReadyError, wait_until_ready

console = Console(soft_wrap=True)
FOLDER = ROOT / "var/stack"
STOP_SECONDS = 30


def new_layout() -> Layout:
    """A folder and ports of its own. Raises `CommandError` where the machine lacks something."""
    try:
        check_machine()
    except MissingProgramError as error:
        raise CommandError(
            str(error), "`errands doctor --machine` tells what is missing", ExitCode.USAGE
        ) from error
    run = FOLDER / f"run-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    return Layout(ports=Ports.free(), folder=run)


@contextmanager
def running(layout: Layout) -> Iterator[subprocess.Popen[bytes]]:
    """The stack as a child, for as long as the block runs; nothing of it is left behind."""
    numbers = ",".join(str(getattr(layout.ports, name)) for name in Ports.__slots__)
    command = [sys.executable, "-m", "stack", "processes", "--ports", numbers]
    command += ["--folder", str(layout.folder), "--manifest", str(layout.manifest)]
    command += ["--model-only"] if layout.model_only else []
    child = subprocess.Popen(  # noqa: S603 our own module
        command, cwd=ROOT, start_new_session=True
    )
    try:
        wait_until_ready(layout, console, lambda: child.poll() is None)
        yield child
    except NotReadyError as error:
        logs = layout.folder / "logs"
        raise CommandError(
            str(error), f"its logs are in {logs}; `errands doctor --machine`", ExitCode.AWAY
        ) from error
    except KeyboardInterrupt:
        console.print("ending")
        raise SystemExit(ExitCode.INTERRUPTED) from None
    finally:
        _stop(child)


def _stop(child: subprocess.Popen[bytes]) -> None:
    """Ends the child and its family, which is a session of its own."""
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def serve(manifest: Path, commands: Iterable[list[str]]) -> None:
    """Runs steps of learning while a manifest's adapters are served."""
    waiting = list(commands)
    if waiting:
        layout = replace(new_layout(), model_only=True, manifest=manifest)
        with running(layout):
            run_all(waiting, layout)


def run_all(commands: Iterable[list[str]], layout: Layout, fine: Collection[int] = (0,)) -> None:
    """Runs steps of learning, each a process; ends with the exit code of one that fails."""
    for command in commands:
        console.print(f"[bold]{command[2].removeprefix('learning.')}[/]")
        code = run(command, ROOT, layout.environment())
        if code not in fine:
            raise SystemExit(code)


def run(
    command: list[str], where: Path | None = None, environment: dict[str, str] | None = None
) -> int:
    """Runs a command of ours in the foreground; it ends what it has started itself."""
    child = subprocess.Popen(command, env=environment, cwd=where)  # noqa: S603 our own module
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait(STOP_SECONDS)
        raise


def make_key(layout: Layout) -> str:
    """A key to the running stack's API, which opens all that a tenant's may."""
    scopes = [word for scope in Scope for word in ("--scope", str(scope))]
    made = subprocess.run(  # noqa: S603 our own module
        [sys.executable, "-m", "services.api.keys", "create", "--tenant", "demo", *scopes],
        env=layout.environment(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return made.stdout.strip()
