"""The pages that show what there is to pay, and what has been paid."""

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from sites.bills.site import TheBill, TheHousehold, render

router: Final = APIRouter()


@router.get("/")
def bills(request: Request, household: TheHousehold) -> HTMLResponse:
    """List the bills."""
    return render(request, "bills.html", {"household": household})


@router.get("/bills/{bill_id}")
def bill(request: Request, household: TheHousehold, bill: TheBill) -> HTMLResponse:
    """Show a bill, and what can be done with it."""
    return render(request, "bill.html", {"household": household, "bill": bill})


@router.get("/accounts")
def accounts(request: Request, household: TheHousehold) -> HTMLResponse:
    """List the accounts with what is in them."""
    return render(request, "accounts.html", {"household": household})


@router.get("/automatic")
def automatic(request: Request, household: TheHousehold) -> HTMLResponse:
    """List the bills that are paid by themselves."""
    return render(request, "automatics.html", {"household": household})


@router.get("/payments")
def payments(request: Request, household: TheHousehold) -> HTMLResponse:
    """List the payments that this visitor has ordered."""
    return render(request, "payments.html", {"household": household})


@router.get("/payments/{ref}")
def payment(request: Request, household: TheHousehold, ref: str) -> HTMLResponse:
    """Show that a payment is made or planned."""
    found = household.payment(ref)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return render(request, "paid.html", {"household": household, "payment": found})
