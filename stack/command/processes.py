"""`errands processes`: what `errands up` starts to start the rest."""

from pathlib import Path
from typing import Annotated

import typer

from stack.layout import Layout, Ports
from stack.supervise import supervise

app = typer.Typer(add_completion=False)


@app.command()
def processes(
    ports: Annotated[str, typer.Option(help="As the other commands chose them.")],
    folder: Annotated[Path, typer.Option()],
    manifest: Annotated[Path, typer.Option()],
    model_only: Annotated[bool, typer.Option()] = False,  # noqa: FBT002 a flag
) -> None:
    """Run the processes."""
    numbers = Ports(**dict(zip(Ports.__slots__, map(int, ports.split(",")), strict=True)))
    layout = Layout(ports=numbers, folder=folder, manifest=manifest, model_only=model_only)
    raise SystemExit(supervise(layout, folder / "logs"))
