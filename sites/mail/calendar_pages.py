"""The pages of the calendar."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sites.controls.day_form import day_values
from sites.mail.forms import EventForm
from sites.mail.mailbox import Event, Mailbox
from sites.mail.site import TheMailbox, TheSite, not_found, render
from sites.mail.store import new_id
from sites.times import read_time
from sites.visitor import Visitor

router: Final = APIRouter()
_NEW: Final = "new"


@router.get("/calendar")
def calendar(request: Request, mailbox: TheMailbox) -> HTMLResponse:
    """List all events, the next one first."""
    events = sorted(mailbox.events, key=lambda event: (event.day, event.start))
    return render(request, "calendar.html", {"events": events})


@router.get("/calendar/new")
def add(request: Request, site: TheSite) -> HTMLResponse:
    """Ask for a new event."""
    context = {"fields": site.look.event_fields(), "form": EventForm(), "event_id": _NEW}
    return render(request, "edit.html", context)


@router.get("/calendar/{event_id}")
def show(request: Request, mailbox: TheMailbox, event_id: str, saved: str = "") -> HTMLResponse:
    """Show an event."""
    return render(request, "event.html", {"event": _found(mailbox, event_id), "saved": saved})


@router.get("/calendar/{event_id}/edit")
def edit(request: Request, site: TheSite, mailbox: TheMailbox, event_id: str) -> HTMLResponse:
    """Show an event's fields as they are."""
    event, look = _found(mailbox, event_id), site.look
    form = EventForm(
        **day_values(look.dating, event.day),
        title=event.title,
        start=look.typed_time(event.start),
        end=look.typed_time(event.end),
        place=event.place,
    )
    context = {"fields": look.event_fields(), "form": form, "event_id": event_id}
    return render(request, "edit.html", context)


@router.post("/calendar/{event_id}")
def save(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    mailbox: TheMailbox,
    event_id: str,
    form: Annotated[EventForm, Form()],
) -> Response:
    """Save an event, or say what is wrong with it."""
    saved_id = new_id() if event_id == _NEW else _found(mailbox, event_id).id
    day = form.day(site.look.dating)
    if errors := form.errors(day):
        context = {"fields": site.look.event_fields(), "form": form, "event_id": event_id}
        return render(request, "edit.html", context, errors)
    times = {"start": read_time(form.start), "end": read_time(form.end)}
    about = {"id": saved_id, "title": form.title, "day": day, "place": form.place}
    site.store.save_event(visitor, Event.model_validate(about | times))
    return RedirectResponse(f"/calendar/{saved_id}?saved=yes", HTTPStatus.SEE_OTHER)


def _found(mailbox: Mailbox, event_id: str) -> Event:
    event = mailbox.event(event_id)
    if event is None:
        raise not_found()
    return event
