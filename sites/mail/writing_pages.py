"""The pages on which a visitor writes, checks and sends mail."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sites.mail.forms import LetterForm, recipients
from sites.mail.mailbox import Letter, Mail
from sites.mail.reading_pages import found
from sites.mail.site import TheMailbox, TheSite, not_found, render
from sites.mail.store import new_id
from sites.visitor import Visitor

router: Final = APIRouter()


@router.get("/write")
def write(request: Request, site: TheSite, mailbox: TheMailbox, to: str = "") -> HTMLResponse:
    """Ask for a new mail, filled with the one that isn't sent yet where `to` is its address."""
    begun = mailbox.letter
    form = LetterForm(to=to)
    if begun and not begun.answers and begun.to.address == to:
        form = LetterForm(to=to, subject=begun.subject, text=begun.text)
    fields = site.look.letter_fields(mailbox.contacts)
    return render(request, "write.html", {"fields": fields, "form": form, "mail": None})


@router.get("/mail/{mail_id}/reply")
def reply(request: Request, site: TheSite, mailbox: TheMailbox, mail_id: str) -> HTMLResponse:
    """Ask for the text of an answer."""
    mail, begun = found(mailbox, mail_id), mailbox.letter
    text = begun.text if begun and begun.answers == mail_id else ""
    context = {"fields": site.look.reply_fields(), "form": LetterForm(text=text), "mail": mail}
    return render(request, "write.html", context)


@router.post("/write")
def save(
    request: Request,
    site: TheSite,
    visitor: Visitor,
    mailbox: TheMailbox,
    form: Annotated[LetterForm, Form()],
) -> Response:
    """Keep a letter, or say what is wrong with it."""
    mail = found(mailbox, form.answers) if form.answers else None
    if mail:
        answer = {"to": mail.sender.address, "subject": _answering(mail)}
        form = form.model_copy(update=answer)
    if errors := form.errors(mailbox):
        fields = site.look.reply_fields() if mail else site.look.letter_fields(mailbox.contacts)
        return render(request, "write.html", {"fields": fields, "form": form, "mail": mail}, errors)
    (to,) = recipients(form.to, mailbox)
    letter = Letter(id=new_id(), to=to, subject=form.subject, text=form.text, answers=form.answers)
    site.store.save_letter(visitor, letter)
    return RedirectResponse("/check", HTTPStatus.SEE_OTHER)


@router.get("/check")
def check(request: Request, mailbox: TheMailbox) -> Response:
    """Show everything that is about to be sent."""
    if mailbox.letter is None:
        return RedirectResponse("/", HTTPStatus.SEE_OTHER)
    return render(request, "check.html", {"letter": mailbox.letter})


@router.post("/send")
def send(site: TheSite, visitor: Visitor, letter: Annotated[str, Form()]) -> Response:
    """Send a letter; a second press of the button leads to the same mail."""
    mail = site.store.send(visitor, letter)
    if mail is None:
        raise not_found()
    return RedirectResponse(f"/sent/{mail.id}", HTTPStatus.SEE_OTHER)


@router.get("/sent/{mail_id}")
def sent(
    request: Request, site: TheSite, visitor: Visitor, mailbox: TheMailbox, mail_id: str
) -> HTMLResponse:
    """Confirm that a mail is sent."""
    mail = found(mailbox, mail_id)
    if mail.sender != mailbox.owner:
        raise not_found()
    ref = site.store.reference(visitor, mail_id)
    return render(request, "sent.html", {"letter": mail, "ref": ref})


def _answering(mail: Mail) -> str:
    return mail.subject if mail.subject.startswith("Re: ") else f"Re: {mail.subject}"
