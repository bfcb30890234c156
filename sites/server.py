"""Serve one site of the demo web: `python -m sites.server start` or `... hotels`, ..."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI

from sites.account.app import create_app as create_account
from sites.bills.app import create_app as create_bills
from sites.hotels.app import create_app as create_hotels
from sites.mail.app import create_app as create_mail
from sites.restaurants.app import create_app as create_restaurants
from sites.shop.app import create_app as create_shop
from sites.start.app import create_app as create_start
from sites.start.catalogue import Name
from sites.variant import Variant

cli = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]
Database = Annotated[Path, typer.Option(help="The SQLite file; made where there is none.")]
Today = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day it is on the site; else the real one."),
]
Seed = Annotated[int, typer.Option(help="What the site's content is drawn from.")]
Looks = Annotated[int, typer.Option(help="The variant: 0 to 31, or 100 to 103 held out.")]


@cli.command()
def start(  # noqa: PLR0913, PLR0917 each is an option
    hotels_url: Annotated[str, typer.Option(help="Where the hotel site answers, if it does.")] = "",
    bills_url: Annotated[str, typer.Option(help="Where the bill site answers, if it does.")] = "",
    mail_url: Annotated[str, typer.Option(help="Where the mail site answers, if it does.")] = "",
    account_url: Annotated[str, typer.Option(help="Where the account site answers.")] = "",
    restaurants_url: Annotated[str, typer.Option(help="Where the restaurant guide answers.")] = "",
    shop_url: Annotated[str, typer.Option(help="Where the shop answers, if it does.")] = "",
    port: Port = 8100,
    host: Host = "127.0.0.1",
) -> None:
    """Serve the start page, which searches and links the other sites."""
    urls = {
        Name.HOTELS: hotels_url,
        Name.BILLS: bills_url,
        Name.MAIL: mail_url,
        Name.ACCOUNT: account_url,
        Name.RESTAURANTS: restaurants_url,
        Name.SHOP: shop_url,
    }
    _serve(create_start(urls), host, port)


@cli.command()
def hotels(
    database: Database,
    port: Port = 8101,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
) -> None:
    """Serve Lodgings, the hotel site."""
    _serve(create_hotels(database, today.date() if today else None, seed), host, port)


@cli.command()
def bills(
    database: Database,
    port: Port = 8102,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
    variant: Looks = 0,
) -> None:
    """Serve Billfold, the site of a household's bills."""
    day = today.date() if today else None
    _serve(create_bills(database, day, seed, Variant.of(variant)), host, port)


@cli.command()
def account(
    database: Database,
    port: Port = 8105,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
    variant: Looks = 0,
) -> None:
    """Serve Quillbox, the settings of an account."""
    day = today.date() if today else None
    _serve(create_account(database, day, seed, Variant.of(variant)), host, port)


@cli.command()
def restaurants(
    database: Database,
    port: Port = 8104,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
    variant: Looks = 0,
) -> None:
    """Serve Good Tables, the restaurant guide."""
    day = today.date() if today else None
    _serve(create_restaurants(database, day, seed, Variant.of(variant)), host, port)


@cli.command()
def shop(
    database: Database,
    port: Port = 8103,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
    variant: Looks = 0,
) -> None:
    """Serve Tidewell, the shop."""
    day = today.date() if today else None
    _serve(create_shop(database, day, seed, Variant.of(variant)), host, port)


@cli.command()
def mail(
    database: Database,
    port: Port = 8105,
    host: Host = "127.0.0.1",
    today: Today = None,
    seed: Seed = 7,
    variant: Looks = 0,
) -> None:
    """Serve Letterbox, the mail and calendar of one person."""
    day = today.date() if today else None
    _serve(create_mail(database, day, seed, Variant.of(variant)), host, port)


def _serve(app: FastAPI, host: str, port: int) -> None:
    uvicorn.run(app, host=host, port=port, log_level="warning")


if __name__ == "__main__":
    cli()
