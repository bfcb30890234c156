"""Lodgings: the hotel site as one app."""

from datetime import date
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.hotels import booking_pages, search_pages
from sites.hotels.catalogue import Catalogue
from sites.hotels.site import Site, render
from sites.hotels.store import HotelStore
from sites.visitor import remember_visitors


def create_app(database: Path, today: date | None = None, seed: int = 7) -> FastAPI:
    """Make the site; `today` fixes the day that check-in is held against."""
    app = FastAPI(title="Lodgings", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(Catalogue(seed), HotelStore(database, seed), today)
    remember_visitors(app, "lodgings_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.include_router(search_pages.router)
    app.include_router(booking_pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    full = status == HTTPStatus.CONFLICT
    return render(request, "error.html", {"full": full}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
