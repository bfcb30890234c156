"""Serve one site of the demo web: `python -m sites.server start` or `... hotels`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from sites.hotels.app import create_app as create_hotels
from sites.start.app import create_app as create_start

cli = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


@cli.command()
def start(
    hotels_url: Annotated[str, typer.Option(help="Where the hotel site answers.")],
    port: Port = 8100,
    host: Host = "127.0.0.1",
) -> None:
    """Serve the start page, which searches and links the other sites."""
    uvicorn.run(create_start(hotels_url), host=host, port=port, log_level="warning")


@cli.command()
def hotels(
    database: Annotated[Path, typer.Option(help="The SQLite file; made where there is none.")],
    port: Port = 8101,
    host: Host = "127.0.0.1",
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day it is on the site; else the real one."),
    ] = None,
    seed: Annotated[int, typer.Option(help="What the hotels are drawn from.")] = 7,
) -> None:
    """Serve Lodgings, the hotel site."""
    app = create_hotels(database, today.date() if today else None, seed)
    uvicorn.run(app, host=host, port=port, log_level="warning")


if __name__ == "__main__":
    cli()
