"""What every page of the shop is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sites.controls.pages import templates
from sites.shop.cart import Cart
from sites.shop.catalogue import Catalogue
from sites.shop.details import DAYS
from sites.shop.look import Look
from sites.shop.product import Product
from sites.shop.shopping import MOST_OF_ONE
from sites.shop.store import ShopStore
from sites.shop.wording import Wording

_TEMPLATES: Final = templates(Path(__file__).parent / "templates")
_TEMPLATES.env.globals.update(days=DAYS, most_of_one=MOST_OF_ONE)


@dataclass(frozen=True, slots=True)
class Site:
    """The products, the state, and how it all looks."""

    seed: int
    catalogue: Catalogue
    store: ShopStore
    look: Look
    wording: Wording

    def cart(self, visitor: str) -> Cart:
        """Return what a visitor has in the cart."""
        return Cart.of(self.store.of(visitor).now.cart, self.catalogue)

    def product(self, product_id: str) -> Product:
        """Return one product.

        Raises:
            HTTPException: there is none.
        """
        if (found := self.catalogue.find(product_id)) is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


TheSite = Annotated[Site, Depends(site_of)]


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    """Answer with a page."""
    site = site_of(request)
    shared = {
        "w": site.wording.names,
        "say": site.wording.of,
        "look": site.look,
        "count": site.cart(request.state.visitor).count,
        "q": "",
    }
    return _TEMPLATES.TemplateResponse(
        request, template, shared | dict(context), status_code=status
    )


def go_to(address: str) -> RedirectResponse:
    """Answer a form with another page."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
