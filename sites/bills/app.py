"""Billfold: the site of a household's bills as one app."""

from datetime import date
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.bills import automatic_pages, bill_pages, pay_pages
from sites.bills.look import Look
from sites.bills.site import Site, render
from sites.bills.store import BillStore
from sites.controls.control import STATIC
from sites.variant import Variant
from sites.visitor import remember_visitors


def create_app(
    database: Path,
    today: date | None = None,
    seed: int = 7,
    variant: Variant = Variant(),
) -> FastAPI:
    """Make the site; `today` fixes the day that bills are due against."""
    app = FastAPI(title="Billfold", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(BillStore(database, seed, today), Look.of(variant))
    remember_visitors(app, "billfold_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.mount("/controls", StaticFiles(directory=STATIC))
    app.include_router(bill_pages.router)
    app.include_router(pay_pages.router)
    app.include_router(automatic_pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    conflict = status == HTTPStatus.CONFLICT
    return render(request, "error.html", {"conflict": conflict}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
