"""The start page: a search box and links, as a browser's home page has."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from sites.start.catalogue import Name, listings, search

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = Jinja2Templates(_HERE / "templates")

Visit = Annotated[str, Query(max_length=64)]


def create_app(urls: Mapping[Name, str]) -> FastAPI:
    """Make the start page with a link to each site that has an address.

    A `visit` in the start page's address is handed on to the sites.
    """
    app = FastAPI(title="Start", docs_url=None, redoc_url=None, openapi_url=None)
    sites = listings(urls)

    @app.get("/")
    def home(request: Request, q: str = "", visit: Visit = "") -> HTMLResponse:
        found = search(sites, q) if q.strip() else sites
        context = {"sites": found, "query": q.strip(), "visit": visit, "tail": _tail(visit)}
        return _TEMPLATES.TemplateResponse(request, "home.html", context)

    @app.get("/about")
    def about(request: Request, visit: Visit = "") -> HTMLResponse:
        return _TEMPLATES.TemplateResponse(request, "about.html", {"tail": _tail(visit)})

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    app.mount("/static", StaticFiles(directory=_HERE / "static"))
    return app


def _tail(visit: str) -> str:
    return "?" + urlencode({"visit": visit}) if visit else ""
