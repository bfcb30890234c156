"""Good Tables: the restaurant guide as one app."""

from datetime import date
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.controls.control import STATIC
from sites.restaurants import finding, reserving
from sites.restaurants.catalogue import Catalogue
from sites.restaurants.look import Look
from sites.restaurants.site import Site, render
from sites.restaurants.store import TableStore
from sites.variant import Variant
from sites.visitor import remember_visitors


def create_app(
    database: Path,
    today: date | None = None,
    seed: int = 7,
    variant: Variant = Variant(),
) -> FastAPI:
    """Make the site; `today` fixes the day that no table is reserved before."""
    app = FastAPI(title="Good Tables", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(Catalogue(seed), TableStore(database, seed), Look(variant), today)
    remember_visitors(app, "tables_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/controls", StaticFiles(directory=STATIC))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.include_router(finding.router)
    app.include_router(reserving.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return render(request, "error.html", {}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
