"""The page of one product, and the way from there into the cart."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, ConfigDict

from sites.shop.details import Errors
from sites.shop.look import AfterAdding
from sites.shop.product import Product
from sites.shop.shopping import WRONG_QUANTITY, Line, quantity_typed
from sites.shop.site import TheSite, go_to, render
from sites.visitor import Visitor

router: Final = APIRouter()


class ProductForm(BaseModel):
    """A choice on the page of a product, as it was sent."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    product: str
    option: str = ""
    quantity: str = "1"

    def line(self, product: Product) -> Line | Errors:
        """Return the line for the cart, or what to say about each wrong field."""
        errors: Errors = {}
        if product.option and self.option not in product.values:
            errors["option"] = f"Choose a {product.option.kind}."
        quantity = quantity_typed(self.quantity)
        if quantity is None:
            errors["quantity"] = WRONG_QUANTITY
        if errors or quantity is None:
            return errors
        option = self.option if product.option else ""
        return Line(product_id=product.id, option=option, quantity=quantity)


@router.get("/products/{product_id}")
def product(request: Request, site: TheSite, product_id: str, added: str = "") -> HTMLResponse:
    """Show one product."""
    chosen, form = site.product(product_id), ProductForm(product=product_id)
    context = {"product": chosen, "form": form, "errors": {}, "added": added}
    return render(request, "product.html", context)


@router.post("/cart")
def add(
    request: Request, site: TheSite, visitor: Visitor, form: Annotated[ProductForm, Form()]
) -> Response:
    """Put a product into the cart, or say what is missing."""
    chosen = site.product(form.product)
    line = form.line(chosen)
    if not isinstance(line, Line):
        context = {"product": chosen, "form": form, "errors": line, "added": ""}
        return render(request, "product.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    site.store.change(visitor, lambda shopping: shopping.put(line))
    stays = site.look.after_adding is AfterAdding.PRODUCT
    return go_to(f"/products/{chosen.id}?added=yes" if stays else "/cart")
