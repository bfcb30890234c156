"""The pages on which a visitor finds a product."""

from http import HTTPStatus
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict

from sites.shop.catalogue import Search, Sort, arrange
from sites.shop.product import Category
from sites.shop.site import TheSite, render

router: Final = APIRouter()
_A_PAGE: Final = 6
_RATINGS: Final = (("", "Any"), ("30", "3 of 5"), ("40", "4 of 5"), ("45", "4.5 of 5"))


class BrowseForm(BaseModel):
    """What is looked for, as the address has it."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    q: str = ""
    category: Category | Literal[""] = ""
    most: str = ""
    least: Literal["", "30", "40", "45"] = ""
    sort: Sort = Sort.FEATURED
    page: Annotated[int, Query(ge=1)] = 1

    @property
    def most_cents(self) -> int | None:
        """Return the highest price in cents.

        Raises:
            ValueError: what was typed is no amount.
        """
        typed = self.most.replace("€", "").replace(",", ".").strip()
        return round(float(typed) * 100) if typed else None

    def query(self, **changes: object) -> str:
        """Write the address of the same search with something else about it."""
        return "/products?" + urlencode(self.model_dump(mode="json") | {"page": 1} | changes)


Browsed = Annotated[BrowseForm, Query()]


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """Show the departments."""
    return render(request, "home.html", {})


@router.get("/products")
def products(request: Request, site: TheSite, form: Browsed) -> HTMLResponse:
    """List the products that fit."""
    error, status = "", HTTPStatus.OK
    try:
        most = form.most_cents
    except (ValueError, OverflowError):
        error, status, most = "Enter an amount in euros.", HTTPStatus.UNPROCESSABLE_ENTITY, None
    wanted = Search(form.q, form.category or None, most, int(form.least or 0))
    found = arrange(site.catalogue.search(wanted), form.sort)
    start = (form.page - 1) * _A_PAGE
    context = {
        "form": form,
        "q": form.q,
        "error": error,
        "products": found[start : start + _A_PAGE],
        "start": start,
        "found": len(found),
        "sorts": [(sort.value, site.wording.of(sort)) for sort in Sort],
        "ratings": _RATINGS,
    }
    return render(request, "products.html", context, status)
