"""The cart, and what a visitor changes in it."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from sites.shop.shopping import WRONG_QUANTITY, quantity_typed
from sites.shop.site import TheSite, go_to, render
from sites.visitor import Visitor

router: Final = APIRouter()

Typed = Annotated[str, Form()]


@router.get("/cart")
def cart(request: Request, site: TheSite, visitor: Visitor) -> HTMLResponse:
    """Show what is in the cart."""
    return render(request, "cart.html", {"cart": site.cart(visitor), "wrong": ""})


@router.post("/cart/quantity")
def resize(
    request: Request, site: TheSite, visitor: Visitor, key: Typed, quantity: Typed = ""
) -> Response:
    """Change how many there are of a line."""
    number = quantity_typed(quantity)
    if number is None:
        context = {"cart": site.cart(visitor), "wrong": key, "typed": quantity}
        context["error"] = WRONG_QUANTITY
        return render(request, "cart.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    site.store.change(visitor, lambda shopping: shopping.resize(key, number))
    return go_to("/cart")


@router.post("/cart/remove")
def remove(site: TheSite, visitor: Visitor, key: Typed) -> Response:
    """Take a line out of the cart."""
    site.store.change(visitor, lambda shopping: shopping.resize(key, 0))
    return go_to("/cart")
