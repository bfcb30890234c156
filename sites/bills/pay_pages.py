"""The pages on which a visitor pays a bill: the details, the summary, the payment."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from sites.bills.forms import FIELDS, Errors, Order, PayForm, beyond
from sites.bills.household import Bill, Household, Payment
from sites.bills.site import Site, TheBill, TheHousehold, TheSite, go_to, render
from sites.controls.control import write_day
from sites.visitor import Visitor

router: Final = APIRouter()


class SteppedForm(PayForm):
    """What is typed so far, and on which of the pages."""

    step: int = 0


class FinalForm(PayForm):
    """A payment as it stood on the summary; `draft` names that page."""

    draft: str


@router.get("/bills/{bill_id}/pay")
def details(
    request: Request,
    household: TheHousehold,
    bill: TheBill,
    form: Annotated[SteppedForm, Query()],
) -> HTMLResponse:
    """Ask from where, how much and when, on one page or on several."""
    return _ask(request, household, bill, form, {})


@router.get("/bills/{bill_id}/pay/check")
def check(
    request: Request,
    site: TheSite,
    household: TheHousehold,
    bill: TheBill,
    form: Annotated[SteppedForm, Query()],
) -> HTMLResponse:
    """Show everything that is about to be paid, or ask on."""
    order = form.order(household, bill, site.look, site.today)
    errors = order if isinstance(order, dict) else {}
    steps = site.look.steps
    for step in range(min(form.step + 1, len(steps))):
        if wrong := _among(errors, site, step):
            return _ask(request, household, bill, _at(form, step), wrong)
    if form.step + 1 < len(steps):
        return _ask(request, household, bill, _at(form, form.step + 1), {})
    if isinstance(order, dict):
        raise HTTPException(HTTPStatus.NOT_FOUND)  # the steps hold every field
    if errors := beyond(order, household, site.today):
        step = next(at for at in range(len(steps)) if _among(errors, site, at))
        return _ask(request, household, bill, _at(form, step), errors)
    kept = form.model_dump(exclude={"step"})
    context = {"bill": bill, "order": order, "kept": kept, "query": urlencode(kept)}
    return render(request, "check.html", {**context, "draft": uuid4().hex})


@router.post("/bills/{bill_id}/pay")
def pay(
    site: TheSite,
    visitor: Visitor,
    bill: TheBill,
    form: Annotated[FinalForm, Form()],
) -> Response:
    """Pay; a second press of the button leads to the same payment."""

    def paid(household: Household) -> Household:
        if any(made.draft == form.draft for made in household.payments):
            return household
        order = form.order(household, bill, site.look, site.today)
        if (
            household.left(bill) == 0
            or isinstance(order, dict)
            or beyond(order, household, site.today)
        ):
            raise HTTPException(HTTPStatus.CONFLICT)
        return household.with_payment(_payment(household, bill, form.draft, order, site.today))

    household = site.store.change(visitor, paid)
    ref = next(made.ref for made in household.payments if made.draft == form.draft)
    return go_to(f"/payments/{ref}")


def _payment(household: Household, bill: Bill, draft: str, order: Order, today: date) -> Payment:
    return Payment(
        ref=household.next_ref,
        draft=draft,
        bill=bill.id,
        account=order.account.id,
        amount=order.amount,
        made=today,
        on=order.on,
    )


def _ask(
    request: Request,
    household: Household,
    bill: Bill,
    form: SteppedForm,
    errors: Errors,
) -> HTMLResponse:
    site: Site = request.app.state.site
    if household.left(bill) == 0:
        raise HTTPException(HTTPStatus.CONFLICT)
    step = min(form.step, len(site.look.steps) - 1)
    parts = site.look.steps[step]
    shown = {name for part in parts for name in FIELDS[part]}
    context = {"household": household, "bill": bill, "form": form, "errors": errors}
    context |= {"parts": parts, "kept": form.model_dump(exclude=shown | {"step"}), "step": step}
    usual = not any(form.day) and "on" not in errors
    context["day"] = write_day(site.look.dating, site.today) if usual else form.day
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "pay.html", context, status)


def _among(errors: Errors, site: Site, step: int) -> Errors:
    names = {name for part in site.look.steps[step] for name in FIELDS[part]}
    return {name: message for name, message in errors.items() if name in names}


def _at(form: SteppedForm, step: int) -> SteppedForm:
    return form.model_copy(update={"step": step})
