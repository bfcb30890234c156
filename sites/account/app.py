"""Quillbox: the site of an account's settings as one app."""

from datetime import date
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.account import address_pages, closing_pages, setting_pages
from sites.account.look import Look
from sites.account.site import Site, render
from sites.account.store import AccountStore
from sites.controls.control import STATIC
from sites.variant import Variant
from sites.visitor import remember_visitors


def create_app(
    database: Path,
    today: date | None = None,
    seed: int = 7,
    variant: Variant = Variant(),
) -> FastAPI:
    """Make the site; it asks for no day, so that `today` is the same as any other."""
    del today
    app = FastAPI(title="Quillbox", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(AccountStore(database, seed), Look.of(variant), seed)
    remember_visitors(app, "quillbox_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.mount("/controls", StaticFiles(directory=STATIC))
    app.include_router(setting_pages.router)
    app.include_router(address_pages.router)
    app.include_router(closing_pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return render(request, "error.html", {"closed": status == HTTPStatus.GONE}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
