"""What every page of the site is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from sites.controls.pages import templates
from sites.mail.look import Look
from sites.mail.mailbox import Mailbox
from sites.mail.store import MailStore


@dataclass(frozen=True, slots=True)
class Site:
    """The state, the looks, and the day that it is on the site."""

    store: MailStore
    look: Look
    today: Callable[[], date]


def _site(request: Request) -> Site:
    site = request.app.state.site
    if not isinstance(site, Site):
        raise TypeError("The app was made without its site.")
    return site


def _mailbox(request: Request) -> Mailbox:
    return _site(request).store.record(visitor=request.state.visitor).now


TheSite = Annotated[Site, Depends(_site)]
TheMailbox = Annotated[Mailbox, Depends(_mailbox)]


def _shown(request: Request) -> dict[str, object]:
    site = _site(request)
    years = (site.today().year, site.today().year + 1)
    words = site.look.words.by_name()
    return {"look": site.look, "say": words, "years": years, "mailbox": _mailbox(request)}


_PAGES: Final = templates(Path(__file__).parent / "templates")
_PAGES.context_processors.append(_shown)
_PAGES.env.trim_blocks = _PAGES.env.lstrip_blocks = True


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    errors: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Answer with a page; one that has `errors` to show says that the form is refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    shown = {"errors": errors or {}, **context}
    return _PAGES.TemplateResponse(request, template, shown, status_code=status)


def not_found() -> HTTPException:
    """What to raise where a page is about something that isn't."""
    return HTTPException(HTTPStatus.NOT_FOUND)
