"""Many sites in one process, each on a port of its own: `python -m sites.together PLAN`."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict
from starlette.types import ASGIApp, Receive, Scope, Send

from sites.account.app import create_app as create_account
from sites.bills.app import create_app as create_bills
from sites.hotels.app import create_app as create_hotels
from sites.mail.app import create_app as create_mail
from sites.restaurants.app import create_app as create_restaurants
from sites.shop.app import create_app as create_shop
from sites.start.app import create_app as create_start
from sites.start.catalogue import Name
from sites.variant import Variant

HOST: Final = "127.0.0.1"
SEED: Final = 7

Create: TypeAlias = Callable[[Path, date, int, Variant], FastAPI]
_CREATE: Final[Mapping[Name, Create]] = {
    Name.HOTELS: lambda database, today, seed, _: create_hotels(database, today, seed),
    Name.BILLS: create_bills,
    Name.MAIL: create_mail,
    Name.ACCOUNT: create_account,
    Name.RESTAURANTS: create_restaurants,
    Name.SHOP: create_shop,
}


class PlannedSite(BaseModel):
    """A site in one look; hotels have no other than 0."""

    model_config = ConfigDict(frozen=True)

    name: Name
    port: int
    database: Path
    today: date
    variant: int = 0

    def create(self) -> FastAPI:
        """Make it.

        Raises:
            ValueError: there is no such variant.
        """
        look = Variant.of(self.variant)
        return _CREATE[self.name](self.database, self.today, SEED, look)


class PlannedStart(BaseModel):
    """A start page that links the sites which have an address."""

    model_config = ConfigDict(frozen=True)

    port: int
    urls: dict[Name, str]


class Plan(BaseModel):
    """What is served, as the file holds it."""

    model_config = ConfigDict(frozen=True)

    sites: tuple[PlannedSite, ...]
    starts: tuple[PlannedStart, ...]

    def apps(self) -> dict[int, ASGIApp]:
        """Each port's app."""
        starts: dict[int, ASGIApp] = {s.port: create_start(s.urls) for s in self.starts}
        return starts | {site.port: site.create() for site in self.sites}


@dataclass(frozen=True, slots=True)
class ByPort:
    """An app that hands each request to the one of its port."""

    apps: Mapping[int, ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        _, port = scope["server"]
        await self.apps[port](scope, receive, send)


def main(
    plan: Annotated[Path, typer.Argument(help="A JSON file of sites and start pages.")],
) -> None:
    """Serve all that a plan names, on loopback, until it is told to end."""
    apps = Plan.model_validate_json(plan.read_bytes()).apps()
    sockets = [socket.create_server((HOST, port)) for port in apps]
    config = uvicorn.Config(ByPort(apps), lifespan="off", log_level="warning")
    uvicorn.Server(config).run(sockets)


if __name__ == "__main__":
    typer.run(main)
