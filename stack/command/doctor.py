"""`errands doctor`: what is broken, and how to mend it."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.markup import escape

from errands.client.call import base
from errands.settings import Settings
from stack.access import Key, Url
from stack.doctor.examine import MACHINE, RUNNING, examine
from stack.doctor.finding import Examined, Finding, Verdict
from stack.failing import ExitCode
from stack.here import Here, settings_here
from stack.layout import MANIFEST, MODEL, ROOT
from stack.table import AsJson

_COLOURS: Final = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.BROKEN: "bold red"}
app = typer.Typer(add_completion=False)


@app.command()
def doctor(
    machine: Annotated[  # noqa: FBT002 a flag
        bool,
        typer.Option("--machine", help="Only what has to be there before anything runs."),
    ] = False,
    manifest: Annotated[
        Path, typer.Option(help="Which adapters; the shipped ones.", show_default=False)
    ] = MANIFEST,
    lock: Annotated[
        Path, typer.Option(help="Which packages there should be.", show_default=False)
    ] = ROOT / "requirements/lock.txt",
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,  # noqa: FBT002 a flag
) -> None:
    """Look for what is broken, and say how to mend it.

    It looks at the stack of `errands up` where one runs, otherwise at what the ERRANDS_ variables
    name: each check a line, ok, warning or broken. It exits with 1 where something is broken.

    [dim]errands doctor --machine
    ERRANDS_REDIS_URL=redis://redis.example:6379/0 errands doctor --json[/]
    """
    here = Here.read()
    settings = settings_here(here)
    examined = Examined(
        settings=settings,
        manifest=manifest.resolve(),
        lock=lock.resolve(),
        model_folder=settings.model_folder
        if "model_folder" in settings.model_fields_set
        else MODEL,
        url=_url(url, settings, here),
        key=key or (here.key if here and url in {None, here.url} else None),
    )
    found = asyncio.run(_look(examined, machine=machine, as_json=as_json))
    if as_json:
        told = [asdict(finding) for finding in found]
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n")
    is_broken = any(finding.verdict is Verdict.BROKEN for finding in found)
    raise SystemExit(ExitCode.WRONG if is_broken else ExitCode.OK)


async def _look(examined: Examined, *, machine: bool, as_json: bool) -> list[Finding]:
    console = Console(highlight=False, soft_wrap=True)
    found = []
    async for finding in examine(examined, MACHINE if machine else (*MACHINE, *RUNNING)):
        found.append(finding)
        if not as_json:
            _print(console, finding)
    return found


def _print(console: Console, finding: Finding) -> None:
    word = f"[{_COLOURS[finding.verdict]}]{finding.verdict:8}[/]"
    console.print(f"{word} [bold]{escape(f'{finding.name:16}')}[/] {escape(finding.found)}")
    if finding.mend:
        console.print(f"{'':26}[dim]to mend it:[/] {escape(finding.mend)}")


def _url(url: str | None, settings: Settings, here: Here | None) -> str:
    named = url or (here.url if here else f"http://127.0.0.1:{settings.api_port}")
    return base(named)
