"""The pages on which a visitor reserves a table."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sites.controls.day_form import DAY_NAMES, day_values
from sites.restaurants.forms import SeatingForm
from sites.restaurants.restaurant import Restaurant
from sites.restaurants.seating import Seating
from sites.restaurants.site import Site, TheSite, render
from sites.visitor import Visitor

router: Final = APIRouter()


@router.get("/reserve/{restaurant_id}")
def ask(request: Request, site: TheSite, visitor: Visitor, restaurant_id: str) -> HTMLResponse:
    """Ask for the day and the people, and in one step for all the rest."""
    restaurant = site.restaurant(restaurant_id)
    return _first_page(request, site, restaurant, _begun(site, visitor, restaurant), {})


@router.get("/reserve/{restaurant_id}/details")
def ask_details(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    restaurant_id: str,
    form: Annotated[SeatingForm, Query()],
) -> HTMLResponse:
    """The second of two steps: show the times that are free, and ask who comes."""
    restaurant = site.restaurant(restaurant_id)
    if errors := _wrong_when(site, restaurant, form):
        return _first_page(request, site, restaurant, form, errors)
    when = form.model_dump(include={*DAY_NAMES, "people"})
    begun = _begun(site, visitor, restaurant).model_copy(update=when)
    return _second_page(request, site, restaurant, begun, {})


@router.post("/reserve/{restaurant_id}")
def save(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    restaurant_id: str,
    form: Annotated[SeatingForm, Form()],
) -> Response:
    """Keep a draft, or say what is wrong."""
    restaurant = site.restaurant(restaurant_id)
    when = _wrong_when(site, restaurant, form)
    wrong = when | _taken(site, restaurant, form) | form.wrong_person()
    if wrong:
        page = _second_page if site.look.in_two_steps and not when else _first_page
        return page(request, site, restaurant, form, wrong)
    asked = form.model_dump(include={"people", "name", "phone", "note"})
    asked |= {"restaurant_id": restaurant.id, "day": form.day(site.look.dating), "time": form.at}
    site.store.save_draft(visitor, Seating.model_validate(asked))
    return RedirectResponse("/summary", HTTPStatus.SEE_OTHER)


@router.get("/summary")
def summary(request: Request, site: TheSite, visitor: Visitor) -> Response:
    """Show everything that is about to be reserved."""
    draft = site.store.draft(visitor)
    if draft is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    restaurant = site.restaurant(draft.seating.restaurant_id)
    context = {"draft": draft, "seating": draft.seating, "restaurant": restaurant}
    return render(request, "summary.html", context)


@router.post("/reservations")
def reserve(site: TheSite, visitor: Visitor, draft: Annotated[str, Form()]) -> Response:
    """Reserve a draft; a second press of the button leads to the same reservation."""
    reservation = site.store.reserve(draft, visitor)
    if reservation is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return RedirectResponse(f"/reservations/{reservation.ref}", HTTPStatus.SEE_OTHER)


@router.get("/reservations")
def reservations(request: Request, site: TheSite, visitor: Visitor) -> HTMLResponse:
    """List what this visitor reserved."""
    mine = site.store.reservations(visitor=visitor)
    pairs = [(each, site.restaurant(each.seating.restaurant_id)) for each in mine]
    return render(request, "reservations.html", {"reservations": pairs})


@router.get("/reservations/{ref}")
def reserved(request: Request, site: TheSite, visitor: Visitor, ref: str) -> HTMLResponse:
    """Show a reservation of this visitor."""
    for each in site.store.reservations(visitor=visitor):
        if each.ref == ref:
            restaurant = site.restaurant(each.seating.restaurant_id)
            context = {"ref": ref, "seating": each.seating, "restaurant": restaurant}
            return render(request, "reserved.html", context)
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _first_page(
    request: Request, site: Site, restaurant: Restaurant, form: SeatingForm, errors: dict[str, str]
) -> HTMLResponse:
    look = site.look
    rest = () if look.in_two_steps else look.detail_fields()
    context = {"restaurant": restaurant, "fields": (*look.when_fields(), *rest), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "reserve.html", context | {"errors": errors, "kept": ()}, status)


def _second_page(
    request: Request, site: Site, restaurant: Restaurant, form: SeatingForm, errors: dict[str, str]
) -> HTMLResponse:
    day = form.day(site.look.dating)
    free = site.catalogue.seatings(restaurant, day) if day else ()
    context = {"restaurant": restaurant, "fields": site.look.detail_fields(free), "form": form}
    context |= {"day": day, "kept": (*DAY_NAMES, "people"), "errors": errors}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "reserve.html", context, status)


def _begun(site: Site, visitor: str, restaurant: Restaurant) -> SeatingForm:
    """The form as it was, where this visitor already asked for a table here."""
    draft = site.store.draft(visitor)
    if draft is None or draft.seating.restaurant_id != restaurant.id:
        return SeatingForm()
    seating = draft.seating
    return SeatingForm(
        **day_values(site.look.dating, seating.day),
        people=str(seating.people),
        time=f"{seating.time:%H:%M}",
        name=seating.name,
        phone=seating.phone,
        note=seating.note,
    )


def _wrong_when(site: Site, restaurant: Restaurant, form: SeatingForm) -> dict[str, str]:
    day = form.day(site.look.dating)
    wrong = form.wrong_when(day, site.today)
    if day is not None and "on" not in wrong and not site.catalogue.seatings(restaurant, day):
        wrong["on"] = f"{restaurant.name} is closed on {day:%A}s."
    return wrong


def _taken(site: Site, restaurant: Restaurant, form: SeatingForm) -> dict[str, str]:
    if form.at is None:
        return {"time": "Choose a time."}
    day = form.day(site.look.dating)
    free = site.catalogue.seatings(restaurant, day) if day else ()
    if form.at in free or form.wrong_when(day, site.today) or not free:
        return {}
    times = ", ".join(map(site.look.time, free))
    return {"time": f"No table at {site.look.time(form.at)}. There are tables at {times}."}
