"""The pages on which a visitor lets a bill be paid by itself, or no longer."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from sites.bills.forms import DAYS, AutomaticForm, Errors
from sites.bills.household import Automatic, Bill, Household, mandate
from sites.bills.site import TheBill, TheHousehold, TheSite, go_to, render
from sites.visitor import Visitor

router: Final = APIRouter()


@router.get("/bills/{bill_id}/automatic")
def details(
    request: Request,
    household: TheHousehold,
    bill: TheBill,
    form: Annotated[AutomaticForm, Query()],
) -> HTMLResponse:
    """Ask from which account and on which day."""
    now = household.automatic_of(bill)
    if now and not form.account:
        form = AutomaticForm(account=now.account, day=str(now.day))
    return _ask(request, household, bill, form, {})


@router.get("/bills/{bill_id}/automatic/check")
def check(
    request: Request,
    household: TheHousehold,
    bill: TheBill,
    form: Annotated[AutomaticForm, Query()],
) -> HTMLResponse:
    """Show what is about to be set up."""
    if errors := form.errors(household):
        return _ask(request, household, bill, form, errors)
    account = household.account(form.account)
    context = {"household": household, "bill": bill, "form": form, "account": account}
    return render(request, "check_automatic.html", context)


@router.post("/bills/{bill_id}/automatic")
def turn_on(
    site: TheSite,
    household: TheHousehold,
    visitor: Visitor,
    bill: TheBill,
    form: Annotated[AutomaticForm, Form()],
) -> Response:
    """Set it up; another one of the same bill makes way."""
    if form.errors(household):
        raise HTTPException(HTTPStatus.CONFLICT)
    ref = mandate(household.code, bill)
    automatic = Automatic(ref=ref, bill=bill.id, account=form.account, day=int(form.day))
    site.store.change(visitor, lambda now: now.with_automatic(automatic))
    return go_to(f"/bills/{bill.id}/automatic/done")


@router.get("/bills/{bill_id}/automatic/stop")
def ask_to_stop(request: Request, household: TheHousehold, bill: TheBill) -> HTMLResponse:
    """Show what is about to end."""
    return render(request, "stop.html", {"household": household, "bill": bill})


@router.post("/bills/{bill_id}/automatic/stop")
def stop(site: TheSite, visitor: Visitor, bill: TheBill) -> Response:
    """Turn it off."""
    site.store.change(visitor, lambda now: now.without_automatic(bill))
    return go_to(f"/bills/{bill.id}/automatic/done")


@router.get("/bills/{bill_id}/automatic/done")
def done(request: Request, household: TheHousehold, bill: TheBill) -> HTMLResponse:
    """Say how it stands now."""
    return render(request, "done.html", {"household": household, "bill": bill})


def _ask(
    request: Request,
    household: Household,
    bill: Bill,
    form: AutomaticForm,
    errors: Errors,
) -> HTMLResponse:
    context = {"household": household, "bill": bill, "form": form, "errors": errors, "days": DAYS}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "automatic.html", context, status)
