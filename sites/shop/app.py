"""Tidewell: the shop as one app."""

from datetime import date
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from sites.controls.control import STATIC
from sites.shop import browse_pages, cart_pages, order_pages, product_pages
from sites.shop.catalogue import catalogue
from sites.shop.look import Look
from sites.shop.site import Site, render
from sites.shop.store import ShopStore
from sites.shop.wording import Wording
from sites.variant import Variant
from sites.visitor import remember_visitors


def create_app(
    database: Path,
    today: date | None = None,  # noqa: ARG001 every site takes it; this one shows no days
    seed: int = 7,
    variant: Variant = Variant(),
) -> FastAPI:
    """Make the site."""
    app = FastAPI(title="Tidewell", docs_url=None, redoc_url=None, openapi_url=None)
    store = ShopStore(database, seed)
    app.state.site = Site(seed, catalogue(seed), store, Look.of(variant), Wording(variant))
    remember_visitors(app, "shop_visitor")
    app.exception_handler(HTTPException)(_show_error)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.mount("/controls", StaticFiles(directory=STATIC))
    app.include_router(browse_pages.router)
    app.include_router(product_pages.router)
    app.include_router(cart_pages.router)
    app.include_router(order_pages.router)
    app.get("/healthz")(_healthz)
    return app


async def _show_error(request: Request, error: Exception) -> HTMLResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return render(request, "error.html", {}, status)


async def _healthz() -> dict[str, str]:
    return {"status": "ok"}
