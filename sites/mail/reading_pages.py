"""The pages on which a visitor reads mail and puts it away."""

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sites.mail.look import FOLDERS
from sites.mail.mailbox import Folder, Mail, Mailbox
from sites.mail.site import TheMailbox, TheSite, not_found, render
from sites.visitor import Visitor

router: Final = APIRouter()


@router.get("/")
def home(request: Request, site: TheSite, mailbox: TheMailbox) -> HTMLResponse:
    """Show the inbox."""
    return folder(request, site, mailbox, Folder.INBOX)


@router.get("/folder/{name}")
def folder(request: Request, site: TheSite, mailbox: TheMailbox, name: Folder) -> HTMLResponse:
    """List a folder's mails."""
    heading = site.look.words[FOLDERS[name]]
    context = {"heading": heading, "mails": mailbox.in_folder(name), "sent": name is Folder.SENT}
    return render(request, "folder.html", context)


@router.get("/contacts")
def contacts(request: Request) -> HTMLResponse:
    """List everybody in the address book."""
    return render(request, "contacts.html", {})


@router.get("/mail/{mail_id}")
def read(request: Request, mailbox: TheMailbox, mail_id: str) -> HTMLResponse:
    """Show a mail, with all that can be done with it."""
    return render(request, "mail.html", {"mail": found(mailbox, mail_id)})


@router.post("/mail/{mail_id}/move")
def move(site: TheSite, visitor: Visitor, mailbox: TheMailbox, mail_id: str) -> RedirectResponse:
    """Put a mail of the inbox into the archive, and any other back."""
    mail = found(mailbox, mail_id)
    to = Folder.ARCHIVE if mail.folder is Folder.INBOX else Folder.INBOX
    if mail.folder is Folder.SENT:
        raise not_found()
    site.store.move(visitor, mail_id, to)
    return RedirectResponse(f"/folder/{mail.folder}", HTTPStatus.SEE_OTHER)


@router.get("/mail/{mail_id}/delete")
def ask(request: Request, mailbox: TheMailbox, mail_id: str) -> HTMLResponse:
    """Show once more what is about to be deleted."""
    return render(request, "delete.html", {"mail": found(mailbox, mail_id)})


@router.post("/mail/{mail_id}/delete")
def delete(site: TheSite, visitor: Visitor, mail_id: str) -> RedirectResponse:
    """Delete a mail for good; a second press of the button finds it deleted."""
    site.store.delete(visitor, mail_id)
    return RedirectResponse(f"/deleted/{mail_id}", HTTPStatus.SEE_OTHER)


@router.get("/deleted/{mail_id}")
def deleted(request: Request, site: TheSite, visitor: Visitor, mail_id: str) -> HTMLResponse:
    """Confirm that a mail is deleted."""
    record = site.store.record(visitor=visitor)
    if record.first.mail(mail_id) is None or record.now.mail(mail_id):
        raise not_found()
    ref = site.store.reference(visitor, mail_id)
    return render(request, "deleted.html", {"mail": record.first.mail(mail_id), "ref": ref})


def found(mailbox: Mailbox, mail_id: str) -> Mail:
    """Return a mail; a page about one that isn't is not found."""
    mail = mailbox.mail(mail_id)
    if mail is None:
        raise not_found()
    return mail
