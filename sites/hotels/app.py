"""Lodgings: the hotel site as one app."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Final
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.hotels import booking_pages, search_pages
from sites.hotels.catalogue import Catalogue
from sites.hotels.site import Site, render
from sites.hotels.store import HotelStore

_COOKIE: Final = "lodgings_visitor"
_VISIT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create_app(database: Path, today: date | None = None, seed: int = 7) -> FastAPI:
    """Make the site; `today` fixes the day that check-in is held against."""
    app = FastAPI(title="Lodgings", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(Catalogue(seed), HotelStore(database, seed), today)
    app.middleware("http")(_remember_visitor)
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.include_router(search_pages.router)
    app.include_router(booking_pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _remember_visitor(
    request: Request,
    call_next: Callable[[Request], Awaitable[Response]],
) -> Response:
    known = request.cookies.get(_COOKIE, "")
    asked = request.query_params.get("visit", "")
    valid = (name for name in (asked, known) if _VISIT.fullmatch(name))
    request.state.visitor = next(valid, None) or uuid4().hex
    response = await call_next(request)
    if request.state.visitor != known:
        response.set_cookie(_COOKIE, request.state.visitor, httponly=True, samesite="lax")
    return response


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    full = status == HTTPStatus.CONFLICT
    return render(request, "error.html", {"full": full}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
