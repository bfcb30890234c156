"""The pages on which addresses are added, corrected and deleted."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from sites.account.account import Account, Address
from sites.account.forms import AddressForm, Errors
from sites.account.look import Deleting
from sites.account.site import OPEN, TheAccount, TheAddress, TheSite, go_to, render
from sites.visitor import Visitor

router: Final = APIRouter(dependencies=[OPEN])


@router.get("/addresses")
def addresses(request: Request, account: TheAccount, done: str = "") -> HTMLResponse:
    """List the addresses."""
    return render(request, "addresses.html", {"account": account, "done": done})


@router.get("/addresses/new")
def new(request: Request) -> HTMLResponse:
    """Ask for an address."""
    return _ask(request, AddressForm(), None, {})


@router.post("/addresses/new")
def add(
    request: Request,
    site: TheSite,
    account: TheAccount,
    visitor: Visitor,
    form: Annotated[AddressForm, Form()],
) -> Response:
    """Add an address, or say what is wrong with it."""
    same = {address.text.label for address in account.addresses if address.text == form.text}
    if errors := form.errors(_labels(account) - same):
        return _ask(request, form, None, errors)
    site.store.change(visitor, lambda now: now.with_address(form.text))
    return go_to("/addresses?done=saved")


@router.get("/addresses/{address_id}")
def edit(request: Request, address: TheAddress) -> HTMLResponse:
    """Show an address to be corrected."""
    return _ask(request, AddressForm(**address.text.model_dump()), address, {})


@router.post("/addresses/{address_id}")
def correct(
    request: Request,
    site: TheSite,
    account: TheAccount,
    address: TheAddress,
    visitor: Visitor,
    form: Annotated[AddressForm, Form()],
) -> Response:
    """Write an address anew, or say what is wrong with it."""
    if errors := form.errors(_labels(account) - {address.text.label}):
        return _ask(request, form, address, errors)
    site.store.change(visitor, lambda now: now.with_correction(address, form.text))
    return go_to("/addresses?done=saved")


@router.get("/addresses/{address_id}/delete")
def ask_to_delete(request: Request, address: TheAddress) -> HTMLResponse:
    """Show the address that is about to be deleted."""
    return render(request, "delete.html", {"address": address, "error": ""})


@router.post("/addresses/{address_id}/delete")
def delete(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    address: TheAddress,
    understood: Annotated[str, Form()] = "",
) -> Response:
    """Delete an address; where a box has to be ticked, not without it."""
    if site.look.deleting is Deleting.TICK and not understood:
        context = {"address": address, "error": "Tick the box to delete this address."}
        return render(request, "delete.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    site.store.change(visitor, lambda now: now.without_address(address))
    return go_to("/addresses?done=deleted")


def _labels(account: Account) -> set[str]:
    return {address.text.label for address in account.addresses}


def _ask(
    request: Request, form: AddressForm, address: Address | None, errors: Errors
) -> HTMLResponse:
    context = {"form": form, "address": address, "errors": errors}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "address.html", context, status)
