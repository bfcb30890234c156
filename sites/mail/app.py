"""Letterbox: mail and calendar of one person as one app."""

from datetime import date, datetime
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.controls.control import STATIC
from sites.mail import calendar_pages, reading_pages, writing_pages
from sites.mail.look import Look
from sites.mail.site import Site, render
from sites.mail.store import MailStore
from sites.variant import Variant
from sites.visitor import remember_visitors


def create_app(
    database: Path,
    today: date | None = None,
    seed: int = 7,
    variant: Variant = Variant(),
) -> FastAPI:
    """Make the site; `today` fixes the day that mailboxes are drawn for."""

    def day() -> date:
        return today or datetime.now().astimezone().date()

    app = FastAPI(title="Letterbox", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = Site(MailStore(database, day, seed), Look(variant), day)
    remember_visitors(app, "mail_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/controls", StaticFiles(directory=STATIC))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    for pages in (reading_pages, writing_pages, calendar_pages):
        app.include_router(pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    page = render(request, "error.html", {})
    page.status_code = error.status_code if isinstance(error, HTTPException) else 500
    return page


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
