"""`errands eval`: suites, and the cases in them."""

from pathlib import Path
from typing import Annotated, Final

import typer

from stack.layout import MANIFEST, ROOT
from stack.lazily import Later, lazily
from stack.round import step
from stack.running import serve

SUITE: Final = ROOT / "learning/suites/hotels.jsonl"
RESULTS: Final = ROOT / "var/evaluation"
COMMANDS: Final = {
    "add": Later("stack.command.cases", "Turn what failed in a recording into a case."),
}
app = typer.Typer(
    cls=lazily(COMMANDS),
    help="Play suites, and add cases to them.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def suites() -> None:
    """Play suites, and add cases to them."""


@app.command("run")
def evaluate(
    suite: Annotated[
        list[Path] | None,
        typer.Option(help="Scripts to play; the hotels' held-out ones. May be repeated."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Results, or a folder of them where there are several suites;"
            " var/evaluation unless it is given."
        ),
    ] = None,
    first: Annotated[int, typer.Option(help="Only the first so many scripts; 0 is all.")] = 0,
    at_once: Annotated[int, typer.Option(help="Conversations at the same time.")] = 2,
    manifest: Annotated[
        Path, typer.Option(help="Which adapters; the shipped ones.", show_default=False)
    ] = MANIFEST,
) -> None:
    """Serve adapters, play suites against them, print how they did.

    The report stands beside the results.

    [dim]errands eval run --suite learning/suites/hotels-dev.jsonl --first 6[/]
    """
    suites = suite or [SUITE]
    file = output if output is not None and len(suites) == 1 else None
    serve(
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
