"""The pages on which a visitor books the hotel that they found."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sites.hotels.booking import Draft, Person
from sites.hotels.forms import GuestForm
from sites.hotels.hotel import Hotel
from sites.hotels.site import Site, TheSite, render
from sites.hotels.stay import Stay
from sites.visitor import Visitor

router: Final = APIRouter()


@router.get("/guest")
def guest(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    form: Annotated[GuestForm, Query()],
) -> HTMLResponse:
    """Ask who is going to stay; a draft of the same room brings its person along."""
    hotel, stay = _chosen(site, form)
    draft = site.store.open_draft(visitor)
    person = draft.person if draft and _is_of(draft, hotel, stay) else Person("", "", "", "")
    context = {"hotel": hotel, "stay": stay, "person": person, "errors": {}}
    return render(request, "guest.html", context)


@router.post("/guest")
def save_guest(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    form: Annotated[GuestForm, Form()],
) -> Response:
    """Keep a draft, or say what is wrong with the details."""
    hotel, stay = _chosen(site, form)
    person = Person(form.first_name, form.last_name, form.email, form.phone)
    if errors := form.errors():
        context = {"hotel": hotel, "stay": stay, "person": person, "errors": errors}
        return render(request, "guest.html", context, HTTPStatus.UNPROCESSABLE_ENTITY)
    site.store.save_draft(visitor, hotel, stay, person)
    return _go_to("/summary")


@router.get("/summary")
def summary(request: Request, site: TheSite, visitor: Visitor) -> Response:
    """Show everything that is about to be booked."""
    draft = site.store.open_draft(visitor)
    if draft is None:
        return _go_to("/")
    hotel = _hotel(site, draft.hotel_id)
    context = {"draft": draft, "stay": draft.stay, "person": draft.person, "hotel": hotel}
    return render(request, "summary.html", context)


@router.post("/confirmation")
def confirm(site: TheSite, visitor: Visitor, draft: Annotated[str, Form()]) -> Response:
    """Book a draft; a second press of the button leads to the same booking."""
    kept = site.store.draft(draft, visitor)
    if kept is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    booking = site.store.book(kept, _hotel(site, kept.hotel_id))
    return _go_to(f"/confirmation/{booking.ref}")


@router.get("/confirmation/{ref}")
def confirmation(request: Request, site: TheSite, visitor: Visitor, ref: str) -> HTMLResponse:
    """Show a booking of this visitor."""
    for booking in site.store.bookings(visitor=visitor):
        if booking.ref == ref:
            return render(request, "confirmation.html", {"booking": booking})
    raise HTTPException(HTTPStatus.NOT_FOUND)


@router.get("/bookings")
def bookings(request: Request, site: TheSite, visitor: Visitor) -> HTMLResponse:
    """List the bookings of this visitor."""
    mine = site.store.bookings(visitor=visitor)
    return render(request, "bookings.html", {"bookings": mine})


def _chosen(site: Site, form: GuestForm) -> tuple[Hotel, Stay]:
    hotel, stay = _hotel(site, form.hotel), form.stay(site.today)
    if not isinstance(stay, Stay) or not site.catalogue.has_room(hotel, stay):
        raise HTTPException(HTTPStatus.CONFLICT)
    return hotel, stay


def _hotel(site: Site, hotel_id: str) -> Hotel:
    hotel = site.catalogue.find(hotel_id)
    if hotel is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return hotel


def _is_of(draft: Draft, hotel: Hotel, stay: Stay) -> bool:
    return draft.hotel_id == hotel.id and draft.stay == stay


def _go_to(address: str) -> RedirectResponse:
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)
