"""`python -m stack up | demo`: the whole of Errands on one machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from learning.promote import NOT_PROVEN
from stack.demo import play, scripts
from stack.layout import MANIFEST, ROOT, Layout, MissingProgramError, Ports, check_machine
from stack.ready import NotReadyError, wait_until_ready
from stack.round import Round, step
from stack.supervise import supervise

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(soft_wrap=True)
FOLDER = ROOT / "var/stack"
SUITE = ROOT / "learning/suites/hotels.jsonl"
DEV_SUITE = ROOT / "learning/suites/hotels-dev.jsonl"
RESULTS = ROOT / "var/evaluation"
STOP_SECONDS = 30
INTERRUPTED = 130
"""The exit code of a program that a signal ended, as shells have it."""


@app.command()
def up() -> None:
    """Start everything and keep it running; print its address and a key. Ctrl-C ends it."""
    layout = _layout()
    with running(layout) as processes:
        console.print(f"[bold]API[/]  {layout.api}/v1   documentation {layout.api}/docs")
        console.print(f"[bold]key[/]  {make_key(layout)}")
        console.print(f"[bold]demo web[/]  {layout.start}   hotels {layout.hotels}")
        console.print(f"ERRANDS_REDIS_URL=redis://127.0.0.1:{layout.ports.redis}/0")
        console.print(f"logs in {layout.folder / 'logs'}; Ctrl-C ends everything")
        code = processes.wait()
        told = layout.folder / "logs/stack.log"
        console.print(f"[red]a process has ended, and all others with it[/]: {told} tells which")
        raise SystemExit(code)


@app.command()
def demo(
    scenario: Annotated[str, typer.Option(help="at_once, piecemeal, changed, or all.")] = "all",
) -> None:
    """Start everything, let people book hotels, read the bookings back; exit 0 if all are right."""
    layout = _layout()
    with running(layout):
        key = make_key(layout)
        today = datetime.now(UTC).date()
        played = [s for s in scripts(today) if scenario in {"all", s.kind.value}]
        right = [play(script, layout, key, console) for script in played]
    console.print(f"{sum(right)} of {len(right)} bookings right")
    raise SystemExit(0 if right and all(right) else 1)


@app.command("eval")
def evaluate(
    suite: Annotated[
        list[Path] | None, typer.Option(help="Scripts to play; may be repeated.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Results, or a folder of them where there are several suites."),
    ] = None,
    first: Annotated[int, typer.Option(help="Only the first so many scripts; 0 is all.")] = 0,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 2,
    manifest: Annotated[Path, typer.Option(help="Which adapters; the shipped ones.")] = MANIFEST,
) -> None:
    """Serve adapters, play suites against them, print how they did.

    Results go to var/evaluation unless told otherwise; the report stands beside them.
    """
    suites = suite or [SUITE]
    file = output if output is not None and len(suites) == 1 else None
    _serve(
        manifest.resolve(),
        [
            step(
                "evaluate",
                suite=played.resolve(),
                output=(file or (output or RESULTS) / played.name).resolve(),
                first=first,
                at_once=at_once,
            )
            for played in suites
        ],
    )


@app.command("round")
def learning_round(  # noqa: PLR0913, PLR0917 the flags of a command
    number: Annotated[int, typer.Option(help="Which round: other scripts, another folder.")] = 1,
    scripts: Annotated[int, typer.Option(help="Errands of self-play.")] = 24,
    tries: Annotated[int, typer.Option(help="Conversations for each.")] = 3,
    sites: Annotated[str, typer.Option(help="As hotels,shop, or all.")] = "hotels",
    variants: Annotated[str, typer.Option(help="How sites look, as 0-31.")] = "0",
    suites: Annotated[
        list[Path] | None, typer.Option(help="To judge by; the first decides. May be repeated.")
    ] = None,
    first: Annotated[int, typer.Option(help="Only a suite's first so many scripts; 0: all.")] = 0,
    epochs: Annotated[int, typer.Option()] = 1,
    rate: Annotated[float, typer.Option(help="Highest learning rate.")] = 5e-4,
    manifest: Annotated[Path, typer.Option(help="What is served, and promoted into.")] = MANIFEST,
    folder: Annotated[Path | None, typer.Option(help="var/learning/round-N by itself.")] = None,
    recordings: Annotated[
        str, typer.Option(help="Judged recordings to learn from too: a folder or an address.")
    ] = "",
) -> None:
    """Self-play, refine, train, evaluate, and promote what is proven better.

    A round whose adapters are not proven better has come to its end too: what is live stays.
    """
    plan = Round(
        number=number,
        folder=folder or ROOT / f"var/learning/round-{number}",
        manifest=manifest.resolve(),
        suites=tuple(suites or [DEV_SUITE]),
        scripts=scripts,
        tries=tries,
        sites=sites,
        variants=variants,
        epochs=epochs,
        rate=rate,
        first=first,
        recordings=recordings,
    )
    _serve(plan.manifest, plan.playing())
    for stage in (plan.learning, plan.training, plan.listing):
        _run_all(stage(), _layout())
    _serve(plan.candidates, plan.judging())
    _run_all(plan.promoting(), _layout(), fine=(0, NOT_PROVEN))


def _serve(manifest: Path, commands: Iterable[list[str]]) -> None:
    """Runs steps of learning while a manifest's adapters are served."""
    waiting = list(commands)
    if waiting:
        layout = replace(_layout(), model_only=True, manifest=manifest)
        with running(layout):
            _run_all(waiting, layout)


def _run_all(commands: Iterable[list[str]], layout: Layout, fine: Collection[int] = (0,)) -> None:
    for command in commands:
        console.print(f"[bold]{command[2].removeprefix('learning.')}[/]")
        code = _run(command, layout)
        if code not in fine:
            raise SystemExit(code)


@app.command(hidden=True)
def processes(
    ports: Annotated[str, typer.Option(help="As the other commands chose them.")],
    folder: Annotated[Path, typer.Option()],
    manifest: Annotated[Path, typer.Option()],
    model_only: Annotated[bool, typer.Option()] = False,  # noqa: FBT002 a flag
) -> None:
    """Run the processes in the foreground."""
    numbers = Ports(**dict(zip(Ports.__slots__, map(int, ports.split(",")), strict=True)))
    layout = Layout(ports=numbers, folder=folder, manifest=manifest, model_only=model_only)
    raise SystemExit(supervise(layout, folder / "logs"))


def _layout() -> Layout:
    try:
        check_machine()
    except MissingProgramError as error:
        console.print(f"[red]{error}")
        raise SystemExit(2) from error
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
        console.print(f"[red]{error}[/] ({layout.folder / 'logs'})")
        raise SystemExit(3) from error
    except KeyboardInterrupt:
        console.print("ending")
        raise SystemExit(INTERRUPTED) from None
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


def _run(command: list[str], layout: Layout) -> int:
    """Runs a step of learning, which ends what it has started itself."""
    child = subprocess.Popen(command, env=layout.environment(), cwd=ROOT)  # noqa: S603 our own module
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait(STOP_SECONDS)
        raise


def make_key(layout: Layout) -> str:
    """A key to the running stack's API."""
    made = subprocess.run(
        [sys.executable, "-m", "services.api.keys", "create", "--tenant", "demo"],
        env=layout.environment(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return made.stdout.strip()


def _end(*_: object) -> None:
    raise KeyboardInterrupt


def answer_signals() -> None:
    """A SIGTERM, or the terminal's end, ends what was started, as Ctrl-C does."""
    # A shell's background job begins with Ctrl-C ignored; under nohup the terminal's end stays so.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _end)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _end)


if __name__ == "__main__":
    answer_signals()
    app()
