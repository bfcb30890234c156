"""The checkout, and what has been ordered."""

from http import HTTPStatus
from typing import Annotated, Final
from zlib import crc32

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from sites.reference import reference
from sites.shop.cart import Cart
from sites.shop.details import (
    COUNTRIES,
    DAYS,
    FEES,
    FIELDS,
    Delivery,
    Details,
    Errors,
    Payment,
    Section,
)
from sites.shop.shopping import Order, Shopping
from sites.shop.site import Site, TheSite, go_to, render
from sites.visitor import Visitor
from sites.writing import money

router: Final = APIRouter()


@router.get("/checkout/{step}")
def checkout(request: Request, site: TheSite, visitor: Visitor, step: int) -> Response:
    """Ask for one part of the details."""
    shopping = site.store.of(visitor).now
    if not shopping.cart:
        return go_to("/cart")
    return _ask(request, step, shopping.details, {})


@router.post("/checkout/{step}")
def save(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    step: int,
    form: Annotated[Details, Form()],
) -> Response:
    """Keep a part of the details, or say what is wrong with it."""
    sections = _sections(site, step)
    if errors := form.errors(sections):
        return _ask(request, step, form, errors)
    names = [name for section in sections for name in FIELDS[section]]
    if Section.CONTACT in sections:
        names.append("newsletter")
    typed = {name: getattr(form, name) for name in names}

    def keep(shopping: Shopping) -> Shopping:
        details = shopping.details.model_copy(update=typed)
        return shopping.model_copy(update={"details": details})

    site.store.change(visitor, keep)
    last = step == len(site.look.steps)
    return go_to("/summary" if last else f"/checkout/{step + 1}")


@router.get("/summary")
def summary(request: Request, site: TheSite, visitor: Visitor) -> Response:
    """Show everything that is about to be ordered."""
    shopping = site.store.of(visitor).now
    if not shopping.cart:
        return go_to("/cart")
    for step, sections in enumerate(site.look.steps, 1):
        if shopping.details.errors(sections):
            return go_to(f"/checkout/{step}")
    return render(request, "summary.html", {"order": _order(site, visitor, shopping)})


@router.post("/orders")
def place(site: TheSite, visitor: Visitor, draft: Annotated[str, Form()]) -> Response:
    """Order what the summary showed; a second press leads to the same order."""

    def order(shopping: Shopping) -> Shopping:
        if not shopping.cart or shopping.details.errors():
            return shopping
        return shopping.place(_order(site, visitor, shopping), draft)

    placed = site.store.change(visitor, order).ordered(draft)
    return go_to(f"/orders/{placed.ref}" if placed else "/summary")


@router.get("/orders/{ref}")
def confirmation(request: Request, site: TheSite, visitor: Visitor, ref: str) -> HTMLResponse:
    """Show an order of this visitor."""
    for order in site.store.orders(visitor):
        if order.ref == ref:
            return render(request, "order.html", {"order": order})
    raise HTTPException(HTTPStatus.NOT_FOUND)


@router.get("/orders")
def orders(request: Request, site: TheSite, visitor: Visitor) -> HTMLResponse:
    """List the orders of this visitor."""
    return render(request, "orders.html", {"orders": site.store.orders(visitor)})


def _ask(request: Request, step: int, details: Details, errors: Errors) -> HTMLResponse:
    site: Site = request.app.state.site
    context = {
        "sections": _sections(site, step),
        "step": step,
        "details": details,
        "errors": errors,
        "countries": [(country, country) for country in COUNTRIES],
        "deliveries": [(one, _delivery(site, one)) for one in site.look.deliveries],
        "payments": [(one, _payment(site, one)) for one in site.look.payments],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "checkout.html", context, status)


def _sections(site: Site, step: int) -> tuple[Section, ...]:
    if not 1 <= step <= len(site.look.steps):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return site.look.steps[step - 1]


def _delivery(site: Site, delivery: Delivery) -> str:
    return f"{site.wording.of(delivery)} ({DAYS[delivery]}, {money(FEES[delivery])})"


def _payment(site: Site, payment: Payment) -> str:
    kept = "ending in 4242" if payment is Payment.CARD else "within 14 days"
    return f"{site.wording.of(payment)} ({kept})"


def _order(site: Site, visitor: str, shopping: Shopping) -> Order:
    cart = Cart.of(shopping.cart, site.catalogue)
    number = crc32(f"{visitor}/{len(shopping.orders)}".encode())
    return Order(
        ref=reference(number, site.seed),
        draft=shopping.draft,
        lines=tuple(item.ordered for item in cart.items),
        details=shopping.details,
        total=cart.price + shopping.details.fee,
    )
