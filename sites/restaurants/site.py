"""What every page of the site is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from sites.controls.pages import templates
from sites.restaurants.catalogue import Catalogue
from sites.restaurants.hours import Weekday
from sites.restaurants.look import Look
from sites.restaurants.restaurant import Restaurant
from sites.restaurants.store import TableStore

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Site:
    """The restaurants, the state, the looks, and the day that the site thinks it is."""

    catalogue: Catalogue
    store: TableStore
    look: Look
    fixed_today: date | None

    @property
    def today(self) -> date:
        """Return the fixed day, or the real one."""
        return self.fixed_today or datetime.now().astimezone().date()

    def restaurant(self, restaurant_id: str) -> Restaurant:
        """Return a restaurant; a page that needs one that isn't is not found."""
        found = self.catalogue.find(restaurant_id)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found


def _site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


TheSite = Annotated[Site, Depends(_site)]


def _shown(request: Request) -> dict[str, object]:
    site = _site(request)
    years = (site.today.year, site.today.year + 1)
    words = site.look.words.by_name()
    return {"look": site.look, "say": words, "weekdays": tuple(Weekday), "years": years}


_PAGES: Final = templates(_TEMPLATES)
_PAGES.context_processors.append(_shown)
_PAGES.env.trim_blocks = _PAGES.env.lstrip_blocks = True


def render(
    request: Request, template: str, context: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    """Answer with a page."""
    return _PAGES.TemplateResponse(request, template, dict(context), status_code=status)
