"""What every page of the site is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from sites.hotels.catalogue import Catalogue
from sites.hotels.forms import MOST_GUESTS
from sites.hotels.stay import euros
from sites.hotels.store import HotelStore
from sites.writing import count, day

_TEMPLATES: Final = Jinja2Templates(Path(__file__).parent / "templates")
_TEMPLATES.env.filters.update(day=day, euros=euros)
_TEMPLATES.env.globals["guest_choices"] = [
    (str(number), count(number, "guest")) for number in range(1, MOST_GUESTS + 1)
]


@dataclass(frozen=True, slots=True)
class Site:
    """The hotels, the state, and the day that the site thinks it is."""

    catalogue: Catalogue
    store: HotelStore
    fixed_today: date | None

    @property
    def today(self) -> date:
        """Return the fixed day, or the real one."""
        return self.fixed_today or datetime.now().astimezone().date()


def _site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


TheSite = Annotated[Site, Depends(_site)]


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    """Answer with a page."""
    return _TEMPLATES.TemplateResponse(request, template, dict(context), status_code=status)
